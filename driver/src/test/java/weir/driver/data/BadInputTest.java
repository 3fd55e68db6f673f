package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.Dialect;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SeriesSpec;
import weir.driver.config.TableSpec;

/** Every kind of bad input ends in one line that names it. */
class BadInputTest {
  @TempDir Path folder;

  private Path write(String name, String... lines) throws IOException {
    return Files.write(folder.resolve(name), List.of(lines));
  }

  private static void refuses(DataRequest request, String... parts) {
    assertThatThrownBy(() -> Jobs.load(request))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll(parts)
        .extracting(Throwable::getMessage)
        .satisfies(message -> assertThat(message).doesNotContain("\n"));
  }

  private static DataRequest classes(DataSpec data) {
    return Jobs.classes(data, 2, 1);
  }

  private DataRequest csv(String label, Path file, PrepareSpec... steps) {
    return classes(Jobs.csv(file, Jobs.table(label, true), steps));
  }

  private static DataSpec parquet(String path) {
    return new DataSpec(
        DataFormat.PARQUET,
        List.of(path),
        HoldOut.NONE,
        HoldOut.NONE,
        Jobs.table("y", true),
        ImageSpec.AS_FOUND,
        List.of(),
        SeriesSpec.NONE);
  }

  private DataRequest libsvm(Path train, HoldOut test) {
    return classes(Jobs.of(DataFormat.LIBSVM, train.toString(), test));
  }

  @Test
  void missingFile() {
    refuses(csv("y", folder.resolve("none.csv")), "data.train=", "none.csv does not exist", "set");
  }

  @Test
  void folderWithoutFiles() throws IOException {
    Files.createDirectories(folder.resolve("images/cats"));
    refuses(csv("y", folder.resolve("images")), "data.train=", "images has no files in it", "set");
  }

  @Test
  void emptyFile() throws IOException {
    Files.createFile(folder.resolve("empty.csv"));
    refuses(csv("y", folder.resolve("empty.csv")), "data.train=", "empty.csv is empty");
  }

  @Test
  void headerWithoutRows() throws IOException {
    refuses(csv("y", write("header.csv", "x,y")), "header.csv has no rows to train on");
  }

  @Test
  void textInANumberColumn() throws IOException {
    Path file = write("cells.csv", "x,y", "1,a", "", "2,b", "3,a", "old,b");
    refuses(csv("y", file), "cells.csv line 6, column x: \"old\"", "expected: a number");
  }

  private static DataRequest withTest(Path train, Path test) {
    DataSpec data = Jobs.csv(train, Jobs.table("y", true));
    return classes(Jobs.withTest(data, HoldOut.of(List.of(test.toString()))));
  }

  @Test
  void textInANumberColumnOfTheTestFile() throws IOException {
    Path train = write("train.csv", "x,y", "1,a", "2,b");
    Path test = write("test.csv", "y,x", "a,1", "b,two");
    refuses(withTest(train, test), "test.csv line 3, column x: \"two\"");
  }

  @Test
  void textColumnWithoutOneHot() throws IOException {
    refuses(
        csv("y", write("texts.csv", "town,x,y", "Rome,1,a", "Oslo,2,b")),
        "columns [town] hold texts",
        "add oneHot");
  }

  @Test
  void missingValueWithoutImpute() throws IOException {
    refuses(
        csv("y", write("gaps.csv", "x,y", "1,a", "?,b", ",a")),
        "gaps.csv line 3, column x: no value",
        "add impute");
  }

  @Test
  void missingLabel() throws IOException {
    refuses(
        csv("y", write("labels.csv", "x,y", "1,a", "2,")),
        "labels.csv line 3, column y: no value",
        "a label in every row");
  }

  @Test
  void rowWithTooManyCells() throws IOException {
    refuses(
        csv("y", write("wide.csv", "x,y", "1,a", "2,b,c")),
        "wide.csv line 3 has too few or too many cells",
        "2, b, c");
  }

  @Test
  void unknownLabelColumn() throws IOException {
    refuses(csv("z", write("columns.csv", "x,y", "1,a")), "data.label=z", "[x, y]");
  }

  @Test
  void labelWithLineBreaks() throws IOException {
    Path train = write("train.csv", "x,y", "1,a", "2,b");
    Path test = write("test.csv", "x,y", "1,a", "2,\"c", "d\"");
    refuses(
        withTest(train, test),
        "column y: \"c\\nd\" is no class of the training rows (expected: one of [a, b])");
  }

  @Test
  void unknownColumnAmongMany() throws IOException {
    String names = String.join(",", IntStream.range(0, 21_000).mapToObj(i -> "c" + i).toList());
    refuses(
        csv("z", write("wide.csv", names, "1")), "c18, c19, … (21000 in all)]); set data.label");
  }

  @Test
  void otherSeparator() throws IOException {
    refuses(
        csv("y", write("tabs.csv", "x\ty", "1\ta")),
        "one of [x\\ty]); set data.separator to \"\\t\", which makes 2 cells of the first line");
  }

  @Test
  void testFilesWithoutAColumn() throws IOException {
    DataSpec data = Jobs.csv(write("train.csv", "x,z,y", "1,2,a", "2,3,b"), Jobs.table("y", true));
    String test = write("test.csv", "x,y", "1,a").toString();
    refuses(
        classes(Jobs.withTest(data, HoldOut.of(List.of(test)))),
        "data.test: data.features=z is no column (expected: one of [x, y])");
  }

  @Test
  void fileThatIsNotParquet() throws IOException {
    for (String[] lines : new String[][] {{"x,y"}, {"x,y", "1,a", "2,b"}}) {
      Path file = write("d.parquet", lines);
      refuses(
          classes(parquet(file.toString())),
          "cannot read",
          "d.parquet: it does not end as Parquet does");
    }
  }

  @Test
  void unknownColumnOfAStep() throws IOException {
    refuses(
        csv("y", write("x.csv", "x,y", "1,a"), new PrepareSpec.Scale(List.of("v"))), "column v");
  }

  @Test
  void positiveLabelThatDoesNotOccur() throws IOException {
    var table = Jobs.table("y", true).withPositive("c");
    Path file = write("p.csv", "x,y", "1,a", "2,b");
    refuses(classes(Jobs.csv(file, table)), "data.positive=c is no label", "[a, b]");
  }

  @Test
  void testLabelThatTrainingRowsDoNotHave() throws IOException {
    Path train = write("train.csv", "x,y", "1,a", "2,b");
    Path test = write("test.csv", "x,y", "1,a", "2,c");
    refuses(withTest(train, test), "test.csv line 3, column y: \"c\" is no class", "[a, b]");
  }

  @Test
  void labelBeyondTheOutputsOfTheModel() throws IOException {
    Path file = write("range.csv", "x,y", "1,0", "2,1", "3,2", "4,7");
    DataSpec data = Jobs.csv(file, Jobs.table("y", true));
    refuses(
        new DataRequest(data, RowOrder.SHUFFLED, 1, 2, 1, TargetKind.CLASSES, 3, 0),
        "range.csv line 5, column y: 7 (expected: 0..2");
  }

  @Test
  void textLabelWhereTheLossComparesNumbers() throws IOException {
    Path file = write("number.csv", "x,y", "1,0.5", "2,high");
    refuses(
        Jobs.numbers(Jobs.csv(file, Jobs.table("y", true))),
        "number.csv line 3, column y: \"high\"");
  }

  @Test
  void libsvmIndexBeyondTheTrainingRows() throws IOException {
    Path train = write("train.svm", "1 1:1 3:1", "-1 2:1");
    Path test = write("test.svm", "1 1:1", "# comment", "-1 2:1 4:2");
    refuses(
        libsvm(train, HoldOut.of(List.of(test.toString()))),
        "test.svm line 3, column features: index 4 (expected: 1..3");
  }

  @Test
  void oneAbsurdIndexOfLibsvm() throws IOException {
    Path file = write("d.svm", "1 1:1", "# comment", "-1\t2:1\t2000000000:1", "1 3:1");
    for (PrepareSpec[] steps : new PrepareSpec[][] {{}, {Jobs.STANDARDIZE}}) {
      DataRequest unknown =
          classes(Jobs.of(DataFormat.LIBSVM, file.toString(), HoldOut.NONE, steps));
      refuses(
          unknown,
          "d.svm line 3, column features: index 2000000000 (a model of 2,000,000,000 features has",
          "8.0 GB of weights",
          "set model.input");
      refuses(
          new DataRequest(unknown.data(), RowOrder.SHUFFLED, 1, 2, 1, TargetKind.CLASSES, 0, 3),
          "d.svm line 3, column features: index 2000000000 (expected: 1..3, the features of the");
    }
  }

  @Test
  void libsvmFromZero() throws IOException {
    TableSpec zero = TableSpec.DEFAULT.withDialect(Dialect.DEFAULT.withZeroBased(true));
    Path train = write("zero.svm", "1 0:5 2:7", "-1 1:6");
    Path test = write("test.svm", "1 3:1");
    refuses(libsvm(train, HoldOut.NONE), "zero.svm line 1 has 0:5", "set data.zeroBased");
    DataSpec data = Jobs.of(DataFormat.LIBSVM, train.toString(), HoldOut.NONE);
    DataSpec from0 = Jobs.withTable(data, zero);
    try (PreparedData loaded = Jobs.load(classes(from0))) {
      assertThat(loaded.width()).isEqualTo(3);
      assertThat(Jobs.rows(loaded.training()))
          .containsExactlyInAnyOrder(List.of(1f, 0f, 5f, 2f, 7f), List.of(0f, 1f, 6f));
    }
    refuses(
        classes(Jobs.withTest(from0, HoldOut.of(List.of(test.toString())))),
        "test.svm line 1, column features: index 3 (expected: 0..2");
  }

  @Test
  void lineThatIsNotLibsvm() throws IOException {
    refuses(libsvm(write("bad.svm", "1 1:1", "1 2:x"), HoldOut.NONE), "bad.svm line 2 has 2:x");
    refuses(
        libsvm(write("order.svm", "1 1:1", "-1 3:1 2:1"), HoldOut.NONE),
        "order.svm line 2 has index 2 after 3");
  }

  @Test
  void nanInParquet() {
    String path = folder.resolve("nan").toString();
    LocalSpark.session()
        .range(0, 9, 1, 1)
        .selectExpr("id % 2 y", "array(1d, if(id = 4, double('NaN'), 2d)) x")
        .write()
        .parquet(path);
    refuses(
        classes(parquet(path)),
        " row 5, column x: NaN at position 1 (expected: a number, or null for a missing one");
  }

  @Test
  void gzThatIsNone() throws IOException {
    Path images = folder.resolve("images-idx3-ubyte.gz");
    Files.write(images, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    refuses(idx(images), "cannot read", "images-idx3-ubyte.gz");
    Path csv = folder.resolve("rows.csv.gz");
    Files.write(csv, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    refuses(csv("y", csv), "cannot read", "rows.csv.gz");
  }

  @Test
  void gzThatIsCutOff() throws IOException {
    byte[] whole = gzipped(idxBytes(0x803, 40, new byte[40 * 16]));
    Path images = folder.resolve("images-idx3-ubyte.gz");
    Files.write(images, Arrays.copyOf(whole, whole.length - 12));
    Files.write(folder.resolve("labels-idx1-ubyte"), idxBytes(0x801, 40, new byte[40]));
    refuses(idx(images), "cannot read", "images-idx3-ubyte.gz", "ends too early");
    Path csv = folder.resolve("rows.csv.gz");
    String lines = "x,y\n" + String.join("\n", Collections.nCopies(999, "1.5,0"));
    byte[] rows = gzipped(lines.getBytes(StandardCharsets.UTF_8));
    Files.write(csv, Arrays.copyOf(rows, rows.length - 12));
    refuses(csv("y", csv), "cannot read", "rows.csv.gz");
  }

  @Test
  void imagesWithoutLabels() throws IOException {
    Path images = folder.resolve("train-images-idx3-ubyte");
    Files.write(images, idxBytes(0x803, 2, new byte[32]));
    refuses(idx(images), "no labels beside", "train-labels-idx1-ubyte");
    Files.write(folder.resolve("train-labels-idx1-ubyte"), idxBytes(0x801, 3, new byte[3]));
    refuses(idx(images), "has 3 labels (expected: 2");
  }

  @Test
  void fileThatIsNotIdx() throws IOException {
    refuses(idx(write("some-images-idx3-ubyte", "hello, this is text")), "begins with 0x68656c6c");
  }

  @Test
  void digitsWithoutRows() {
    refuses(
        classes(Jobs.of(DataFormat.DIGITS, "digits:many", HoldOut.NONE)),
        "digits:many (expected: digits:ROWS?seed=SEED");
  }

  @Test
  void uniformRowsThatAreNotSaidWhole() {
    for (String path : List.of("uniform:0", "uniform:9?features=0", "uniform:9?labels=hard")) {
      refuses(
          classes(Jobs.of(DataFormat.UNIFORM, path, HoldOut.NONE)),
          path + " (expected: uniform:ROWS?features=FEATURES&seed=SEED&labels=soft|binary");
    }
    refuses(
        classes(
            Jobs.of(DataFormat.UNIFORM, "uniform:9", HoldOut.of(List.of("uniform:9?features=2")))),
        "data.test: column features",
        "as in the training rows");
  }

  private DataRequest idx(Path images) {
    return classes(Jobs.of(DataFormat.IDX, images.toString(), HoldOut.NONE));
  }

  private static byte[] idxBytes(int magic, int rows, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    out.writeInt(rows);
    if (magic == 0x803) {
      out.writeInt(4);
      out.writeInt(4);
    }
    out.write(content);
    return bytes.toByteArray();
  }

  private static byte[] gzipped(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(content);
    }
    return bytes.toByteArray();
  }
}
