package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Columns.label;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.libsvm;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.api.Fit.fit;
import static weir.driver.data.Tables.SPARK;
import static weir.driver.data.Tables.loaded;
import static weir.driver.data.Tables.refuses;
import static weir.driver.data.Tables.sql;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.UserInputException;
import weir.driver.api.Data;
import weir.driver.api.Fitted;
import weir.driver.api.Layers;
import weir.driver.api.Losses;
import weir.driver.api.Model;
import weir.driver.api.Optimizers;
import weir.driver.api.Sequential;
import weir.driver.config.DataFormat;

/** Labels that differ are different classes, and are called what they are. */
class ClassesTest {
  private static final List<String> LONG =
      List.of("1234567890123456781", "1234567890123456782", "1234567890123456783");

  @TempDir Path folder;

  private static Model quick(int classes) {
    return Sequential.of(Layers.dense(classes))
        .compile(Losses.crossEntropy(), Optimizers.adam(0.5));
  }

  /** Three rows a label; the features tell them apart. */
  private String file(String name, List<String> labels) {
    StringBuilder lines = new StringBuilder("a,b,c,label\n");
    for (int i = 0; i < 9; i++) {
      String ones = (i % 3 == 0 ? "1," : "0,") + (i % 3 == 1 ? "1," : "0,") + (i % 3 == 2 ? 1 : 0);
      lines.append(ones).append(',').append(labels.get(i % 3)).append('\n');
    }
    return Tables.file(folder, name, lines.toString());
  }

  private void tellsApart(Fitted fitted, List<String> labels, DataFormat format, String rows) {
    assertThat(fitted.report().results().metrics().get("accuracy").value()).isEqualTo(1.0);
    Dataset<Row> predicted = fitted.model().predict(SPARK, format, rows);
    assertThat(predicted.columns())
        .contains(labels.stream().map(one -> "probability_" + one).toArray(String[]::new));
    assertThat(Tables.column(predicted, "prediction"))
        .hasSizeGreaterThanOrEqualTo(labels.size())
        .isEqualTo(Tables.column(predicted, "label"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1234567890123456781;1234567890123456782;1234567890123456783",
        "1;01;001",
        "-1234567890123456781;99999999999999999999;7",
        "9007199254740993;9007199254740992;9007199254740994"
      })
  void ofCsvFiles(String texts) throws Exception {
    List<String> labels = List.of(texts.split(";"));
    String rows = file("d.csv", labels);
    Data data = csv(rows).label("label").test(rows);
    assertThat(loaded(data).preparation().classes()).containsExactlyInAnyOrderElementsOf(labels);
    tellsApart(
        quick(3).fit(SPARK, data, fit().epochs(15).batchSize(9).workers(1)),
        labels,
        DataFormat.CSV,
        rows);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bigint", "decimal(20, 0)", "decimal(21, 2)", "string"})
  void ofTypedColumns(String type) throws Exception {
    Dataset<Row> rows =
        sql(
            "SELECT int(id % 3 = 0) a, int(id % 3 = 1) b, int(id % 3 = 2) c,"
                + " cast(1234567890123456781 + id % 3 AS "
                + type
                + ") label FROM range(0, 9, 1, 1)");
    String stored = Tables.parquet(folder, "typed", rows);
    Data data = parquet(stored).label("label").test(stored);
    assertThat(loaded(data).preparation().classes()).isEqualTo(LONG);
    assertThat(loaded(rows, label("label")).preparation().classes()).isEqualTo(LONG);
    tellsApart(
        quick(3).fit(SPARK, data, fit().epochs(15).batchSize(9).workers(1)),
        LONG,
        DataFormat.PARQUET,
        stored);
  }

  @Test
  void ofLibsvmFiles() throws Exception {
    for (String labels : List.of("9007199254740992;9007199254740993;9007199254740994", "1;01;+1")) {
      List<String> classes = List.of(labels.split(";"));
      StringBuilder lines = new StringBuilder();
      for (int i = 0; i < 9; i++) {
        lines.append(classes.get(i % 3)).append(' ').append(i % 3 + 1).append(":1\n");
      }
      String rows = Tables.file(folder, "d.svm", lines.toString());
      Data data = libsvm(rows).test(rows);
      boolean codes = labels.contains("01");
      Data told = codes ? data.texts("label") : data;
      assertThat(loaded(told).preparation().classes()).containsExactlyInAnyOrderElementsOf(classes);
      tellsApart(
          quick(3).fit(SPARK, told, fit().epochs(15).batchSize(9).workers(1)),
          classes,
          DataFormat.LIBSVM,
          rows);
      assertThat(loaded(data).preparation().classes()).hasSize(codes ? 1 : 3);
    }
  }

  @Test
  void labelsAloneAndAnotherNumberOfThemAreRefused() {
    String alone = Tables.csv(folder, "alone.csv", "label", "1", "2");
    refuses(csv(alone).label("label"), "the rows have no columns but [label] (expected: a column");
    refuses(sql("SELECT id label FROM range(3)"), label("label"), "no columns but [label]");
    String many = file("many.csv", List.of("a", "b", "c"));
    assertThatThrownBy(() -> quick(2).fit(SPARK, csv(many).label("label"), Tables.SHORT))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "label label has 3 classes [a, b, c] (expected: 2, as the model has 2 outputs);"
                + " set the units of the last layer");
    Data texts = csv(many).label("label");
    assertThatThrownBy(() -> quick(4).fit(SPARK, texts, Tables.SHORT))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("has 3 classes [a, b, c] (expected: 4, as the model has 4 outputs)");
    assertThatThrownBy(() -> quick(3).fit(SPARK, texts.positive("b"), Tables.SHORT))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("has 2 classes [not b, b] (expected: 3, as the model has 3 outputs)");
    Data numbers = csv(file("numbers.csv", List.of("0", "2", "2"))).label("label");
    assertThat(Tables.train(quick(4), numbers).trained().labels())
        .containsExactly("0", "1", "2", "3");
  }

  @Test
  void equalNumbersAreOneClassUnlessTheyAreToldToBeTexts() {
    Data data = csv(file("d.csv", List.of("0.1", "0.10", "0.100"))).label("label");
    assertThat(loaded(data).preparation().classes()).containsExactly("0.1");
    assertThat(loaded(data.texts("label")).preparation().classes())
        .containsExactly("0.1", "0.10", "0.100");
  }

  @Test
  void ofStringsWithZeros() {
    Dataset<Row> rows = sql("SELECT id a, array('1', '01', '001')[id % 3] label FROM range(9)");
    assertThat(loaded(rows, label("label")).preparation().classes())
        .containsExactlyInAnyOrder("1", "01", "001");
    String stored = Tables.parquet(folder, "zeros", rows);
    assertThat(loaded(parquet(stored).label("label")).preparation().classes())
        .containsExactlyInAnyOrder("1", "01", "001");
  }

  @Test
  void wholeNumbersAreTheSameHoweverManyDecimalsAreWritten() {
    List<String> labels =
        List.of("12345678901234567.00", "12345678901234568.0", "12345678901234569");
    Data data = csv(file("w.csv", labels)).label("label");
    List<String> classes = List.of("12345678901234567", "12345678901234568", "12345678901234569");
    assertThat(loaded(data).preparation().classes()).isEqualTo(classes);
    Dataset<Row> rows =
        sql("SELECT id a, cast(12345678901234567 + id % 3 AS decimal(19, 2)) label FROM range(9)");
    assertThat(loaded(rows, label("label")).preparation().classes()).isEqualTo(classes);
  }

  @Test
  void numbersAreThoughtOfARegression() {
    Data prices = csv(file("prices.csv", List.of("10.5", "20", "31"))).label("label");
    assertThatThrownBy(() -> quick(1).fit(SPARK, prices, Tables.SHORT))
        .hasMessage(
            "label label has 3 classes [10.5, 20, 31] (expected: at most 2, as the model has 1"
                + " output); set loss to meanSquaredError to predict a number, or data.positive or"
                + " the units of the last layer");
    assertThatThrownBy(() -> quick(2).fit(SPARK, prices, Tables.SHORT))
        .hasMessage(
            "prices.csv line 2, column label: 10.5 (expected: 0..1, the 2 outputs of the model);"
                + " set loss to meanSquaredError to predict a number, or the units of the last"
                + " layer");
    Data words = csv(file("words.csv", List.of("a", "b", "c"))).label("label");
    assertThatThrownBy(() -> quick(1).fit(SPARK, words, Tables.SHORT))
        .hasMessageEndingWith("1 output); set data.positive or the units of the last layer");
  }

  @Test
  void anUnknownOneIsNamedBesideAFewOfMany() {
    List<String> many = IntStream.range(0, 3000).mapToObj(i -> i + ",c" + i + "\n").toList();
    String train = Tables.file(folder, "train.csv", "a,label\n" + String.join("", many));
    String test = Tables.file(folder, "test.csv", "a,label\n1,c1\n2,d7\n");
    refuses(
        csv(train).label("label").test(test),
        "column label: \"d7\" is no class of the training rows (expected: one of [c0, c1, c10,",
        ", … (3000 in all)])");
  }

  @Test
  void aTestFileHasTheClassesOfTheTrainingFile() {
    String train = file("train.csv", LONG);
    String test = file("test.csv", List.of(LONG.get(0), LONG.get(1), "1234567890123456784"));
    refuses(
        csv(train).label("label").test(test),
        "test.csv line 4, column label: \"1234567890123456784\" is no class of the training rows");
    String stored =
        Tables.parquet(
            folder,
            "next",
            sql("SELECT 1 a, 1 b, 1 c, 1234567890123456784 label FROM range(0, 3, 1, 1)"));
    var model = Tables.train(Tables.classes(3), csv(train).label("label"));
    assertThatThrownBy(() -> model.evaluate(SPARK, DataFormat.PARQUET, stored))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("row 1, column label: \"1234567890123456784\" is no class");
  }

  @Test
  void oneOfThemIsPositive() {
    Data data = csv(file("p.csv", LONG)).label("label").positive(LONG.get(1));
    assertThat(loaded(data).preparation().classes())
        .containsExactly("not " + LONG.get(1), LONG.get(1));
    Data codes = csv(file("c.csv", List.of("1", "01", "001"))).label("label").positive("01");
    assertThat(loaded(codes).preparation().classes()).containsExactly("not 01", "01");
  }

  @Test
  void falseAndTrueAreCalledThat() {
    Dataset<Row> rows = sql("SELECT id a, id % 3 = 0 label FROM range(9)");
    assertThat(loaded(rows, label("label")).preparation().classes())
        .containsExactly("false", "true");
    assertThat(loaded(rows, label("label").positive("true")).preparation().classes())
        .containsExactly("false", "true");
    String stored = Tables.parquet(folder, "yes", rows);
    assertThat(loaded(parquet(stored).label("label")).preparation().classes())
        .containsExactly("false", "true");
    Data numbers = parquet(stored).label("label").numbers("label");
    assertThat(loaded(numbers).preparation().classes()).containsExactly("0", "1");
    assertThat(Tables.train(Tables.NUMBER, parquet(stored).label("label")).trained().labels())
        .isEmpty();
    String cells = Tables.csv(folder, "yes.csv", "a,label", "0,true", "1,false", "2,false");
    Data told = csv(cells).label("label");
    assertThat(Tables.rows(parquet(stored(rows)).label("label"))).isEqualTo(Tables.rows(told));
  }

  private String stored(Dataset<Row> rows) {
    return Tables.parquet(folder, "three", rows.limit(3));
  }
}
