package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.TextSteps.words;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.api.DataFormats;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SeriesSpec;
import weir.driver.config.TableSpec;
import weir.driver.config.TextLabel;
import weir.driver.data.source.InputPaths;

/** Files are read under the names that they have, in any format. */
class FileNamesTest {
  private static final List<String> STRANGE = List.of("_a[1]", "{b,c}", "d:e 50%20", "#f ü?*");

  private static final List<PrepareSpec> WORDS =
      DataFormats.text("x").label(TextLabel.FIRST_WORD).tokens(words(3)).spec().prepare();

  @TempDir Path folder;

  private List<String> resolve(String... patterns) {
    return InputPaths.resolve(new Configuration(), List.of(patterns), "data.train").stream()
        .map(file -> folder.relativize(Path.of(file.substring("file:".length()))).toString())
        .toList();
  }

  private Path file(String name) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, "x");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String in(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void aNameThatExistsIsTakenAsItIs() {
    for (String name : STRANGE) {
      file(name + "/" + name);
      assertThat(resolve(in(name + "/" + name))).containsExactly(name + "/" + name);
      assertThat(resolve(in(name))).containsExactly(name + "/" + name);
      assertThat(resolve("file:" + in(name) + "/*")).containsExactly(name + "/" + name);
    }
    assertThat(resolve(in("*/*"))).hasSize(STRANGE.size());
  }

  @Test
  void otherNamesAreGlobs() {
    Stream.of("a1.csv", "a2.csv", "b/a1.csv", "c/d/a.csv", "what?.csv", "whats.csv", "x:y.csv")
        .forEach(this::file);
    assertThat(resolve(in("a?.csv"))).containsExactly("a1.csv", "a2.csv");
    assertThat(resolve(in("a[13].csv"))).containsExactly("a1.csv");
    assertThat(resolve(in("{b/a1,a2,none/*}.csv"))).containsExactly("a2.csv", "b/a1.csv");
    assertThat(resolve(in("*/*.csv"))).containsExactly("b/a1.csv");
    assertThat(resolve(in("*:*"))).containsExactly("x:y.csv");
    assertThat(resolve(in("what\\?.*"))).containsExactly("what?.csv");
    assertThat(resolve(in("b"), in("c"))).containsExactly("b/a1.csv", "c/d/a.csv");
    assertThatThrownBy(() -> resolve(in("z*.csv")))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("z*.csv does not exist (expected: a file, folder or glob)");
  }

  @Test
  void onlyDotFilesAndThoseOfSparkAreLeftOut() {
    List<String> rows = List.of("_DSC0001.JPG", "_temp/a.csv", "a.crc", "b._COPYING_");
    List<String> hidden =
        List.of(
            ".DS_Store",
            "_SUCCESS",
            "_metadata",
            "_common_metadata",
            "_temporary/0/part",
            "_committed_7",
            "_started_7",
            "_spark_metadata/0",
            ".git/x");
    rows.forEach(this::file);
    hidden.forEach(this::file);
    assertThat(resolve(folder.toString())).containsExactlyElementsOf(rows);
    assertThat(resolve(in("*"))).containsExactlyElementsOf(rows);
    assertThat(resolve(in("_S*"), in(".D*"), in("_metadata")))
        .containsExactly("_SUCCESS", ".DS_Store", "_metadata");
  }

  @Test
  void linksStandForWhatTheyLeadTo() throws IOException {
    file("real/a.csv");
    Files.createSymbolicLink(folder.resolve("link.csv"), Path.of("real/a.csv"));
    Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("real"));
    Files.createDirectory(folder.resolve("more"));
    Files.createSymbolicLink(folder.resolve("more/inside"), folder.resolve("real"));
    Files.createSymbolicLink(folder.resolve("more/again"), folder.resolve("more"));
    Files.createSymbolicLink(folder.resolve("more/self"), Path.of("self"));
    assertThat(resolve(in("link.csv"))).containsExactly("link.csv");
    assertThat(resolve(in("linked"))).containsExactly("linked/a.csv");
    assertThat(resolve(in("link*"))).containsExactly("link.csv", "linked/a.csv");
    assertThat(resolve(in("linked/*.csv"))).containsExactly("linked/a.csv");
    assertThat(resolve(in("more"))).containsExactly("more/inside/a.csv");
  }

  private static void write(DataFormat format, Path file) throws IOException {
    switch (format) {
      case CSV -> Files.writeString(file, "x,label\n1,a\n2,b\n3,a\n");
      case LIBSVM -> Files.writeString(file, "1 1:1\n0 1:2\n1 1:3\n");
      case TEXT -> Files.writeString(file, "a one\nb two\na three\n");
      case IDX -> {
        Files.write(
            file, ByteBuffer.allocate(19).putInt(0x803).putInt(3).putInt(1).putInt(1).array());
        String labels = file.getFileName().toString().replace("images-idx3", "labels-idx1");
        Files.write(
            file.resolveSibling(labels),
            ByteBuffer.allocate(11).putInt(0x801).putInt(3).put((byte) 1).array());
      }
      default -> throw new IllegalArgumentException(format + " is written by others");
    }
  }

  private static DataRequest request(DataFormat format, Path train, Path test) {
    DataSpec data =
        new DataSpec(
            format,
            List.of(train.toString()),
            HoldOut.of(List.of(test.toString())),
            HoldOut.NONE,
            format == DataFormat.TEXT
                ? TableSpec.DEFAULT.withLabels(List.of("firstWord"))
                : format.hasColumns() ? Jobs.table("label", true) : TableSpec.DEFAULT,
            ImageSpec.AS_FOUND,
            format == DataFormat.TEXT ? WORDS : List.of(),
            SeriesSpec.NONE);
    return new DataRequest(data, RowOrder.GIVEN, 1, 2, 1, TargetKind.CLASSES, 0, 2);
  }

  private static List<Object> bits(DataRequest request) {
    List<Object> bits = new ArrayList<>();
    try (PreparedData data = Jobs.load(request)) {
      bits.addAll(Jobs.bits(data.training()));
      bits.addAll(Jobs.bits(data.test()));
    }
    return bits;
  }

  /** A folder in a folder, under all strange names, with a file of each of them. */
  private List<Path> strangeFiles(Path root, String end) throws IOException {
    Path place = Files.createDirectories(root.resolve(String.join("/", STRANGE)));
    return STRANGE.stream().map(name -> place.resolve(name + end)).toList();
  }

  @ParameterizedTest
  @EnumSource(names = {"CSV", "LIBSVM", "TEXT", "IDX"})
  void strangeNamesHaveTheSameRows(DataFormat format) throws IOException {
    String end = format == DataFormat.IDX ? "images-idx3" : ".rows";
    Path plain = Files.createDirectory(folder.resolve("plain"));
    for (int number = 0; number < STRANGE.size(); number++) {
      write(format, plain.resolve(number + end));
    }
    List<Path> strange = strangeFiles(folder, end);
    for (Path file : strange) {
      write(format, file);
    }
    Path place = strange.get(0).getParent();
    assertThat(bits(request(format, place, place.resolve("*" + end))))
        .isEqualTo(bits(request(format, plain, plain)));
  }

  @Test
  void parquetAndImagesToo() throws IOException {
    Path written = folder.resolve("written");
    LocalSpark.session()
        .range(0, 3, 1, 1)
        .selectExpr("id x", "if(id = 1, 'a', 'b') label")
        .write()
        .parquet(written.toString());
    try (Stream<Path> parts = Files.list(written)) {
      Path part = parts.filter(path -> path.toString().endsWith(".parquet")).findFirst().get();
      for (Path file : strangeFiles(folder.resolve("tables"), ".parquet")) {
        Files.copy(part, file);
      }
    }
    Path tables = folder.resolve("tables");
    try (PreparedData data = Jobs.load(request(DataFormat.PARQUET, tables, tables))) {
      assertThat(data.counts()).isEqualTo(new PreparedData.RowCounts(12, 0, 12));
    }
    Path pictures = folder.resolve("pictures");
    for (Path file : strangeFiles(pictures, ".png")) {
      Path label = Files.createDirectories(pictures.resolve(file.getFileName()));
      BufferedImage picture = new BufferedImage(2, 2, BufferedImage.TYPE_BYTE_GRAY);
      ImageIO.write(picture, "png", label.resolve(file.getFileName()).toFile());
      ImageIO.write(picture, "png", file.toFile());
    }
    try (PreparedData data = Jobs.load(request(DataFormat.IMAGES, pictures, pictures))) {
      assertThat(data.counts()).isEqualTo(new PreparedData.RowCounts(8, 0, 8));
      assertThat(data.preparation().targets().get(0).classes())
          .containsExactlyInAnyOrder(
              "_a[1]", "_a[1].png", "{b,c}.png", "d:e 50%20.png", "#f ü?*.png");
    }
  }

  @Test
  void errorsNameTheFile() throws IOException {
    String strange = STRANGE.get(2);
    Path file = folder.resolve(strange + ".csv");
    Files.writeString(file, "x,label\n1,a\n2,b\n,a\n");
    assertThatThrownBy(() -> Jobs.load(request(DataFormat.CSV, file, file)))
        .isInstanceOf(UserInputException.class)
        .hasMessageStartingWith(strange + ".csv line 4, column x: no value");
    Path broken = folder.resolve(strange + ".csv.gz");
    Files.write(broken, new byte[] {31, (byte) 139, 8, 0, 1, 2, 3});
    Path whole = folder.resolve("whole.csv");
    Files.writeString(whole, "x,label\n1,a\n2,b\n");
    assertThatThrownBy(() -> Jobs.load(request(DataFormat.CSV, whole, broken)))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("cannot read file:" + broken);
  }
}
