package weir.driver.config.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import weir.driver.UserInputException;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.Dialect;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TableSpec;

/** The section {@code data}. */
final class DataText {
  static final Set<String> KEYS =
      Set.of(
          "format",
          "frames",
          "train",
          "test",
          "testFraction",
          "validation",
          "validationFraction",
          "label",
          "features",
          "weight",
          "orderBy",
          "positive",
          "header",
          "separator",
          "quotes",
          "charset",
          "zeroBased",
          "columns",
          "decimal",
          "types",
          "missing",
          "unlabelled",
          "badRows",
          "image",
          "prepare",
          "split",
          "window");
  static final Set<String> IMAGE_KEYS = Set.of("size", "channels", "orientation");

  private static final List<String> FRAMES = List.of("train", "validation", "test");

  private DataText() {}

  static DataSpec read(Section data, Function<String, String> resolve) {
    Optional<DataFormat> told = data.find("format").map(value -> value.choice(DataFormat.class));
    List<Value> written =
        told.equals(Optional.of(DataFormat.FRAME))
            ? data.find("train").map(Value::items).orElse(List.of())
            : data.need("train", "a path, a list of paths or a glob").items();
    List<String> train = written.stream().map(Value::text).map(resolve).toList();
    DataFormat format = told.orElseGet(() -> guess(written));
    List<PrepareSpec> prepare =
        data.find("prepare")
            .map(value -> value.items().stream().map(PrepareText.VARIANTS::read).toList())
            .orElse(List.of());
    return data.value()
        .located(
            () ->
                new DataSpec(
                    format,
                    train,
                    holdOut(data, "test", resolve),
                    holdOut(data, "validation", resolve),
                    table(data),
                    data.find("image").map(DataText::image).orElse(ImageSpec.AS_FOUND),
                    prepare,
                    SeriesText.read(data)));
  }

  private static DataFormat guess(List<Value> written) {
    DataFormat format = written.isEmpty() ? null : DataFormat.guess(written.get(0).text());
    if (format == null && !written.isEmpty()) {
      Value first = written.get(0);
      throw new UserInputException(
          first.node().origin()
              + ": the name "
              + first.text()
              + " does not tell its format; set data.format to csv, libsvm, idx, parquet, text,"
              + " images, digits or uniform");
    }
    return format;
  }

  private static HoldOut holdOut(Section data, String key, Function<String, String> resolve) {
    Optional<Value> files = data.find(key);
    Optional<Value> fraction = data.find(key + "Fraction");
    if (files.isPresent() && fraction.isPresent()) {
      throw fraction.get().wrong("not beside data." + key);
    }
    if (files.isPresent()) {
      return HoldOut.of(files.get().items().stream().map(Value::text).map(resolve).toList());
    }
    if (fraction.isPresent()) {
      return fraction.get().located(() -> HoldOut.of(fraction.get().number()));
    }
    return frames(data).contains(key) ? HoldOut.FRAME : HoldOut.NONE;
  }

  private static List<String> frames(Section data) {
    List<String> sets = data.texts("frames");
    if (!FRAMES.containsAll(sets)) {
      throw data.find("frames").orElseThrow().wrong("some of " + String.join(", ", FRAMES));
    }
    return sets;
  }

  private static TableSpec table(Section data) {
    List<String> columns = data.texts("columns");
    TableSpec otherwise =
        columns.isEmpty() ? TableSpec.DEFAULT : TableSpec.DEFAULT.withColumns(columns);
    Dialect plain = otherwise.dialect();
    return new TableSpec(
        data.texts("label"),
        data.texts("features"),
        data.text("positive", otherwise.positive()),
        new Dialect(
            data.flag("header", plain.header()),
            data.find("separator").map(DataText::separator).orElse(plain.separator()),
            data.flag("quotes", plain.quotes()),
            data.text("charset", plain.charset()),
            data.find("decimal").map(DataText::character).orElse(plain.decimal()),
            data.flag("zeroBased", plain.zeroBased())),
        columns,
        MeaningText.read(data),
        new ColumnRoles(data.text("weight", null), data.text("orderBy", null)));
  }

  private static char separator(Value value) {
    return switch (value.text()) {
      case Dialect.BLANKS_WORD -> Dialect.BLANKS;
      case "\\t" -> '\t';
      default -> character(value);
    };
  }

  private static char character(Value value) {
    if (value.text().length() != 1) {
      throw value.wrong("one character");
    }
    return value.text().charAt(0);
  }

  private static ImageSpec image(Value value) {
    Section section = value.section(IMAGE_KEYS);
    ImageSpec plain = ImageSpec.AS_FOUND;
    int channels = section.integer("channels", plain.channels());
    ImageSpec.Orientation orientation = section.choice("orientation", plain.orientation());
    ImageSpec image =
        value.located(() -> plain.withChannels(channels).withOrientation(orientation));
    Optional<Value> size = section.find("size");
    if (size.isEmpty()) {
      return image;
    }
    List<Value> sides = size.get().items();
    if (sides.size() != 2) {
      throw size.get().wrong("[height, width]");
    }
    return value.located(() -> image.withSize(sides.get(0).integer(), sides.get(1).integer()));
  }

  private static Map<String, Object> write(ImageSpec image) {
    var map = new LinkedHashMap<String, Object>();
    if (image.resizes()) {
      map.put("size", List.of(image.height(), image.width()));
    }
    if (image.channels() > 0) {
      map.put("channels", image.channels());
    }
    if (image.orientation() != ImageSpec.Orientation.STORED) {
      map.put("orientation", image.orientation().key());
    }
    return map;
  }

  static Map<String, Object> write(DataSpec data) {
    var map = new LinkedHashMap<String, Object>();
    map.put("format", data.format().key());
    if (data.format() == DataFormat.FRAME) {
      map.put("frames", frames(data));
    } else {
      map.put("train", data.train());
    }
    write(map, "test", data.test());
    write(map, "validation", data.validation());
    TableSpec table = data.table();
    if (!table.labels().isEmpty()) {
      map.put("label", table.labels().size() == 1 ? table.labels().get(0) : table.labels());
    }
    if (!table.features().isEmpty()) {
      map.put("features", table.features());
    }
    if (table.positive() != null) {
      map.put("positive", table.positive());
    }
    if (table.roles().weight() != null) {
      map.put("weight", table.roles().weight());
    }
    if (table.roles().orderBy() != null) {
      map.put("orderBy", table.roles().orderBy());
    }
    write(table.dialect(), data.format(), map);
    if (!table.columns().isEmpty()) {
      map.put("columns", table.columns());
    }
    MeaningText.write(table.meaning(), map);
    if (!data.image().equals(ImageSpec.AS_FOUND)) {
      map.put("image", write(data.image()));
    }
    map.put("prepare", data.prepare().stream().map(PrepareText::write).toList());
    SeriesText.write(data.series(), map);
    return map;
  }

  private static void write(Dialect dialect, DataFormat format, Map<String, Object> map) {
    if (format == DataFormat.CSV) {
      map.put("header", dialect.header());
      char separator = dialect.separator();
      map.put(
          "separator",
          separator == Dialect.BLANKS ? Dialect.BLANKS_WORD : String.valueOf(separator));
      map.put("quotes", dialect.quotes());
      map.put("decimal", String.valueOf(dialect.decimal()));
    }
    if (format == DataFormat.CSV || format == DataFormat.TEXT) {
      map.put("charset", dialect.charset());
    }
    if (format == DataFormat.LIBSVM) {
      map.put("zeroBased", dialect.zeroBased());
    }
  }

  /** The sets whose rows were a DataFrame of their own. */
  private static List<String> frames(DataSpec data) {
    var sets = new ArrayList<>(FRAMES);
    sets.removeIf(set -> set.equals("validation") && !data.validation().frame());
    sets.removeIf(set -> set.equals("test") && !data.test().frame());
    return sets;
  }

  private static void write(Map<String, Object> map, String key, HoldOut rows) {
    if (!rows.paths().isEmpty()) {
      map.put(key, rows.paths());
    } else if (rows.fraction() > 0) {
      map.put(key + "Fraction", rows.fraction());
    }
  }
}
