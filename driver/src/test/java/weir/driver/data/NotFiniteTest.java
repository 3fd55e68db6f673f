package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Columns.label;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.libsvm;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.data.Tables.NUMBER;
import static weir.driver.data.Tables.SHORT;
import static weir.driver.data.Tables.SPARK;
import static weir.driver.data.Tables.loaded;
import static weir.driver.data.Tables.refuses;
import static weir.driver.data.Tables.sql;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.UserInputException;
import weir.driver.api.Data;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** What is no finite number is refused with its place: in every format, set and command. */
class NotFiniteTest {
  @TempDir Path folder;

  private static Dataset<Row> typed(String value) {
    return sql("SELECT if(id = 5, " + value + ", id) a, id % 2 label FROM range(0, 9, 1, 1)");
  }

  private static void fails(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call)
        .satisfies(
            failure -> {
              Throwable cause = failure;
              while (!(cause instanceof UserInputException) && cause.getCause() != null) {
                cause = cause.getCause();
              }
              assertThat(cause)
                  .isInstanceOf(UserInputException.class)
                  .hasMessageContainingAll(parts);
            });
  }

  /** Trains on good rows, then refuses bad ones in all sets, evaluation and prediction. */
  private void refusedEverywhere(Dataset<Row> good, Dataset<Row> bad, String... parts) {
    String path = Tables.parquet(folder, "bad", bad);
    Data goodFile = parquet(Tables.parquet(folder, "good", good)).label("label");
    refuses(parquet(path).label("label"), parts);
    refuses(goodFile.test(path), parts);
    refuses(goodFile.validation(path), parts);
    refuses(bad, label("label"), parts);
    ReadyModel model = Tables.train(Tables.classes(2), goodFile);
    fails(() -> model.evaluate(SPARK, DataFormat.PARQUET, path), parts);
    fails(() -> model.predict(SPARK, DataFormat.PARQUET, path).collectAsList(), parts);
    fails(() -> model.evaluate(bad), parts);
    fails(() -> model.predict(bad).collectAsList(), parts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"double('Infinity')", "float('-Infinity')", "double('NaN')"})
  void inAColumnOfNumbers(String value) {
    String shown = value.replaceAll(".*'(.*)'.*", "$1");
    refusedEverywhere(typed("1D"), typed(value), "column a: " + shown + " (expected: a number");
  }

  @Test
  void inAnArrayOrAVector() {
    String arrays = "SELECT array(1d, a) a, label FROM ";
    typed("1D").createOrReplaceTempView("good");
    typed("double('Infinity')").createOrReplaceTempView("bad");
    refusedEverywhere(
        sql(arrays + "good"), sql(arrays + "bad"), "column a: Infinity at position 1 (expected");
    Dataset<Row> vectors =
        new org.apache.spark.ml.feature.VectorAssembler()
            .setInputCols(new String[] {"a", "label"})
            .setOutputCol("v")
            .setHandleInvalid("keep")
            .transform(typed("double('Infinity')"))
            .select("v", "label");
    refuses(vectors, label("label"), "column v: Infinity at position 0 (expected: a number)");
    String stored = Tables.parquet(folder, "vectors", vectors);
    refuses(
        parquet(stored).label("label"),
        " row 6, column v: Infinity at position 0 (expected: a number)");
  }

  @Test
  void inALabel() {
    Dataset<Row> rows = typed("double('Infinity')").toDF("label", "a");
    refuses(rows, label("label"), "column label: Infinity (expected: a number)");
    String stored = Tables.parquet(folder, "labels", rows);
    refuses(parquet(stored).label("label"), " row 6, column label: Infinity");
    String lines = Tables.csv(folder, "l.csv", "a,label", "1,2", "2,inf", "3,4");
    fails(
        () -> NUMBER.fit(SPARK, csv(lines).label("label"), SHORT),
        "l.csv line 3, column label: \"inf\" (expected: a number");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "-Infinity", "1e400"})
  void inCsvFiles(String value) {
    String[] rows = {"a,label", "1,x", value + ",y", "3,x"};
    String bad = Tables.csv(folder, "bad.csv", rows);
    Data good = csv(Tables.csv(folder, "good.csv", "a,label", "1,x", "2,y")).label("label");
    String[] parts = {"bad.csv line 3, column a: \"" + value + "\" (expected: a number"};
    refuses(csv(bad).label("label"), parts);
    refuses(csv(bad).label("label").oneHot(), parts);
    refuses(good.test(bad), parts);
    ReadyModel model = Tables.train(Tables.classes(2), good);
    fails(() -> model.evaluate(SPARK, DataFormat.CSV, bad), parts);
    var predictor = new Predictor(SPARK, model.trained());
    Location output = Location.of(folder.resolve("predicted"));
    fails(() -> predictor.writeCsv(List.of(bad), DataFormat.CSV, output), parts);
  }

  @ParameterizedTest
  @ValueSource(strings = {"inf", "NaN", "1e400", "1e39"})
  void inLibsvmFiles(String value) {
    String bad = Tables.file(folder, "bad.svm", "1 1:1\n0 1:2 2:" + value + "\n");
    Data good = libsvm(Tables.file(folder, "good.svm", "1 1:1\n0 2:2\n"));
    refuses(libsvm(bad), "bad.svm line 2", "(expected: a number");
    refuses(good.test(bad), "bad.svm line 2", "(expected: a number");
    ReadyModel model = Tables.train(Tables.classes(2), good);
    fails(() -> model.evaluate(SPARK, DataFormat.LIBSVM, bad), "bad.svm line 2");
    var predictor = new Predictor(SPARK, model.trained());
    Location output = Location.of(folder.resolve("predicted"));
    fails(
        () -> predictor.writeCsv(List.of(bad), DataFormat.LIBSVM, output),
        "bad.svm line 2",
        "(expected: a number");
  }

  @Test
  void beyondTheReachOfFloats() {
    String expected =
        " (expected: a number within 3.4e38, the reach of float32, once it is prepared)";
    refusedEverywhere(typed("1D"), typed("-1e39"), "column a: -1.0E39" + expected);
  }

  @Test
  void beyondTheReachOfFloatsInOtherPlaces() throws Exception {
    String expected =
        " (expected: a number within 3.4e38, the reach of float32, once it is prepared)";
    String rows = Tables.csv(folder, "d.csv", "a,label", "1e39,1", "2,0");
    refuses(csv(rows).label("label"), "d.csv line 2, column a: 1.0E39" + expected);
    assertThat(loaded(csv(rows).label("label").standardize()).width()).isEqualTo(1);
    Dataset<Row> lists =
        sql("SELECT array(1d, if(id = 5, 1e39D, id)) a, id % 2 label FROM range(9)");
    refuses(lists, label("label"), "column a: 1.0E39 at position 1" + expected);
    fails(
        () -> NUMBER.fit(SPARK, csv(rows).label("a"), SHORT),
        "d.csv line 2, column a: 1.0E39" + expected);
    NUMBER.fit(SPARK, csv(rows).label("a").standardize("a"), SHORT);
  }
}
