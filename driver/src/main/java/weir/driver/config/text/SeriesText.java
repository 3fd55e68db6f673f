package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.driver.config.SeriesSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.SmoothingSpec;
import weir.driver.config.SplitSpec;

/** The keys {@code split} and {@code window} of the section {@code data}. */
final class SeriesText {
  static final Set<String> WINDOW_KEYS =
      Set.of("steps", "horizon", "stride", "difference", "smooth");

  static final Variants<SplitSpec> SPLITS =
      new Variants<>(
          "a split",
          List.of(
              Variant.of("hash", SplitSpec.HASH),
              Variant.of("random", SplitSpec.RANDOM),
              Variant.of("stratified", SplitSpec.STRATIFIED),
              new Variant<>("time", "rows", Set.of("rows"), SeriesText::time)));

  static final Variants<SmoothingSpec> SMOOTHINGS =
      new Variants<>(
          "a smoothing",
          List.of(
              Variant.of("none", new SmoothingSpec.None()),
              new Variant<>(
                  "movingAverage",
                  "rows",
                  Set.of("rows"),
                  section ->
                      new SmoothingSpec.MovingAverage(section.need("rows", "rows").integer())),
              new Variant<>(
                  "exponential",
                  "factor",
                  Set.of("factor"),
                  section ->
                      new SmoothingSpec.Exponential(section.need("factor", "0 to 1").number()))));

  private SeriesText() {}

  private static SplitSpec time(Section section) {
    return section
        .find("rows")
        .map(value -> value.items().stream().map(Value::integer).toList())
        .map(rows -> new SplitSpec(SplitSpec.Kind.TIME, rows))
        .orElse(SplitSpec.TIME);
  }

  static SeriesSpec read(Section data) {
    SlidingWindow window = data.find("window").map(SeriesText::window).orElse(null);
    SplitSpec otherwise = window == null ? SplitSpec.HASH : SplitSpec.TIME;
    return new SeriesSpec(data.find("split").map(SPLITS::read).orElse(otherwise), window);
  }

  private static SlidingWindow window(Value value) {
    Section section = value.section(WINDOW_KEYS);
    SlidingWindow plain =
        value.located(() -> SlidingWindow.of(section.need("steps", "rows of a window").integer()));
    return value.located(
        () ->
            new SlidingWindow(
                plain.steps(),
                section.integer("horizon", plain.horizon()),
                section.integer("stride", plain.stride()),
                section.flag("difference", plain.difference()),
                section.find("smooth").map(SMOOTHINGS::read).orElse(plain.smooth())));
  }

  static void write(SeriesSpec series, Map<String, Object> map) {
    SplitSpec split = series.split();
    if (split.kind() != SplitSpec.Kind.HASH) {
      map.put(
          "split",
          split.rows().isEmpty()
              ? split.kind().key()
              : Map.of(split.kind().key(), Map.of("rows", split.rows())));
    }
    SlidingWindow window = series.window();
    if (window != null) {
      var one = new LinkedHashMap<String, Object>();
      one.put("steps", window.steps());
      one.put("horizon", window.horizon());
      one.put("stride", window.stride());
      one.put("difference", window.difference());
      one.put("smooth", write(window.smooth()));
      map.put("window", one);
    }
  }

  private static Object write(SmoothingSpec smooth) {
    String name = smooth.kind().key();
    return switch (smooth.kind()) {
      case NONE -> name;
      case MOVING_AVERAGE -> Map.of(name, ((SmoothingSpec.MovingAverage) smooth).rows());
      case EXPONENTIAL -> Map.of(name, ((SmoothingSpec.Exponential) smooth).factor());
    };
  }
}
