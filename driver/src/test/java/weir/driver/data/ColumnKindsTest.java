package weir.driver.data;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Columns.label;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.api.Fit.fit;
import static weir.driver.data.Tables.SHORT;
import static weir.driver.data.Tables.SPARK;
import static weir.driver.data.Tables.loaded;
import static weir.driver.data.Tables.refuses;
import static weir.driver.data.Tables.sql;
import static weir.driver.data.Tables.values;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.api.Data;
import weir.driver.api.Fitted;
import weir.driver.api.Optimizers;
import weir.driver.api.ReadyModel;
import weir.driver.api.Sequential;
import weir.driver.config.DataFormat;

/** A column is one of numbers or of texts, the same in every format and every file. */
class ColumnKindsTest {
  private static final String[] GRADES = {
    "grade,label", "K,yes", "P,no", "1,yes", "2,no", "K,yes", "P,no", "1,yes", "2,no"
  };

  @TempDir Path folder;

  private Data grades() {
    return csv(Tables.csv(folder, "grades.csv", GRADES)).label("label");
  }

  @Test
  void everyTextIsACategoryWhateverItLooksLike() throws Exception {
    Data file = grades();
    assertThat(values(loaded(file.oneHot()), "grade")).containsExactly("1", "2", "K", "P");
    Dataset<Row> rows =
        sql("SELECT * FROM VALUES ('K', 'yes'), ('P', 'no'), ('1', 'yes'), ('02', 'no') AS t")
            .toDF("grade", "label");
    assertThat(values(loaded(rows, label("label").oneHot()), "grade"))
        .containsExactly("02", "1", "K", "P");
    String stored = Tables.parquet(folder, "grades", rows);
    assertThat(values(loaded(parquet(stored).label("label").oneHot()), "grade"))
        .containsExactly("02", "1", "K", "P");
    Fitted fitted =
        Sequential.of(weir.driver.api.Layers.dense(2))
            .compile(weir.driver.api.Losses.crossEntropy(), Optimizers.adam(0.3))
            .fit(
                SPARK,
                file.oneHot().test(file.spec().train().get(0)),
                fit().epochs(20).batchSize(8).workers(1));
    assertThat(fitted.report().results().metrics().get("accuracy").value()).isEqualTo(1.0);
    Dataset<Row> predicted =
        fitted.model().predict(SPARK, DataFormat.CSV, file.spec().train().get(0));
    assertThat(Tables.column(predicted, "prediction")).isEqualTo(Tables.column(predicted, "label"));
  }

  /** 38 numbers and a text. */
  private Data nearlyNumbers(String name, String... header) {
    List<String> lines = new ArrayList<>(List.of(header));
    lines.addAll(Collections.nCopies(19, "1,yes"));
    lines.addAll(Collections.nCopies(19, "2,no"));
    lines.add("K,yes");
    return csv(Tables.csv(folder, name, lines.toArray(String[]::new))).label("label");
  }

  @Test
  void aTextAmongManyNumbersIsAskedAbout() {
    Data rows = nearlyNumbers("d.csv", "x,label");
    refuses(rows, "d.csv line 40, column x: \"K\" (expected: a number, as 38 of 39 values are)");
    refuses(rows.oneHot(), "d.csv line 40, column x: \"K\" among numbers", "{x: text}");
    assertThat(values(loaded(rows.oneHot("x")), "x")).containsExactly("1", "2", "K");
    assertThat(values(loaded(rows.texts("x").oneHot()), "x")).containsExactly("1", "2", "K");
    refuses(rows.numbers("x"), "d.csv line 40, column x: \"K\" (expected: a number)");
    PreparedData skipped = loaded(rows.numbers("x").skipBadRows());
    assertThat(skipped.counts().training()).isEqualTo(38);
    assertThat(skipped.notes()).containsExactly("1 row left out: d.csv line 40, column x: \"K\"");
    assertThat(loaded(rows.missing("K").impute()).counts().training()).isEqualTo(39);
  }

  @Test
  void aTextAmongManyNumberLabelsIsAskedAbout() {
    Data rows = nearlyNumbers("l.csv", "label,x").oneHot("x");
    refuses(rows, "l.csv line 40, column label: \"K\" among numbers", "{label: text}");
    assertThat(loaded(rows.texts("label")).preparation().classes()).containsExactly("1", "2", "K");
  }

  @Test
  void oneHotOfAColumnThatItNamesMakesCategoriesOfNumbers() {
    String[] lines = {"code,label", "1028,no", "1035,yes", "1021.0,yes", "1e3,no", "+1007,yes"};
    List<String> codes = List.of("1000", "1007", "1021", "1028", "1035");
    Data file = csv(Tables.csv(folder, "codes.csv", lines)).label("label");
    assertThat(values(loaded(file.oneHot("code")), "code")).isEqualTo(codes);
    for (String type : List.of("int", "bigint", "double", "decimal(9, 2)", "string")) {
      Dataset<Row> rows =
          sql(
              "SELECT cast(code AS "
                  + type
                  + ") code, if(code % 2 = 0, 'no', 'yes') label"
                  + " FROM VALUES (1028), (1035), (1021), (1000), (1007) AS t(code)");
      assertThat(values(loaded(rows, label("label").oneHot("code")), "code"))
          .as(type)
          .isEqualTo(codes);
    }
    Dataset<Row> flags = sql("SELECT id % 2 = 0 flag, id % 3 label FROM range(9)");
    String stored = Tables.parquet(folder, "flags", flags);
    assertThat(values(loaded(parquet(stored).label("label").oneHot("flag")), "flag"))
        .containsExactly("0", "1");
  }

  @Test
  void aStepThatNamesAColumnItCannotDoIsRefused() {
    String rows =
        Tables.csv(folder, "s.csv", "town,x,label", "Rome,1,a", "Oslo,2,b", "Rome,3,a", "Oslo,4,b");
    Data file = csv(rows).label("label");
    refuses(file.oneHot("twon"), "oneHot of column twon (expected: one of [town, x, label])");
    refuses(file.oneHot().standardize("town"), "standardize of column town of texts");
    refuses(
        file.oneHot("town", "x").scale("x"), "scale of column x of categories (expected: numbers)");
    refuses(file.oneHot("town", "label"), "oneHot of label label");
    Dataset<Row> lists = sql("SELECT array(1d, double(id)) v, id % 2 label FROM range(9)");
    String stored = Tables.parquet(folder, "lists", lists);
    refuses(
        parquet(stored).label("label").oneHot("v"),
        "oneHot of column v of several numbers a row (expected: one text or number");
    refuses(
        lists,
        label("label").oneHot("v"),
        "oneHot of column v of several numbers a row (expected: one text or number");
  }

  @Test
  void whatIsToldHoldsInTrainingTestAndPrediction() {
    String train =
        Tables.csv(folder, "t.csv", "zip,label", "01234,a", "09999,b", "01234,a", "09999,b");
    String test = Tables.csv(folder, "v.csv", "zip,label", "1234,a", "9999,b");
    Data file = csv(train).label("label").test(test);
    refuses(file, "columns [zip (such as \"01234\")] hold texts");
    assertThat(values(loaded(file.oneHot()), "zip")).containsExactly("01234", "09999");
    Data numbers = file.numbers("zip");
    assertThat(Tables.rows(numbers)).contains(List.of(0f, 1234f), List.of(1f, 9999f));
    ReadyModel model = Tables.train(Tables.classes(2), numbers);
    Dataset<Row> predicted = model.predict(SPARK, DataFormat.CSV, train, test);
    assertThat(Tables.column(predicted, "zip"))
        .containsExactly("01234", "09999", "01234", "09999", "1234", "9999");
    assertThat(Tables.column(predicted, "probability_a").get(0))
        .isEqualTo(Tables.column(predicted, "probability_a").get(4));
    refuses(file.numbers("zap"), "data.types names column zap (expected: one of [zip, label]");
  }

  @Test
  void whatIsToldHoldsForTypedColumns() {
    Dataset<Row> rows =
        sql("SELECT int(id % 3 * 9) code, string(id / 4) size, id % 2 label FROM range(12)");
    String stored = Tables.parquet(folder, "typed", rows);
    Data file = parquet(stored).label("label").texts("code").numbers("size").oneHot();
    PreparedData loaded = loaded(file.test(stored));
    assertThat(values(loaded, "code")).containsExactly("0", "18", "9");
    assertThat(loaded.width()).isEqualTo(4);
    assertThat(loaded(rows, label("label").texts("code").numbers("size").oneHot()).preparation())
        .isEqualTo(loaded.preparation());
    ReadyModel model = Tables.train(Tables.classes(2), file);
    Dataset<Row> predicted = model.predict(SPARK, DataFormat.PARQUET, stored);
    assertThat(predicted.select("code", "size", "label").collectAsList())
        .isEqualTo(rows.collectAsList());
    String bad = Tables.parquet(folder, "bad", rows.withColumn("size", lit("large")));
    refuses(file.test(bad), "column size: \"large\" (expected: a number)");
    assertThatThrownBy(() -> model.predict(SPARK, DataFormat.PARQUET, bad).collectAsList())
        .rootCause()
        .isInstanceOf(RuntimeException.class)
        .hasMessageContaining("column size: \"large\" (expected: a number, as in training)");
  }

  @Test
  void aTypeOfAColumnOfManyNumbersIsRefused() {
    Dataset<Row> lists = sql("SELECT array(1d, double(id)) v, id % 2 label FROM range(9)");
    refuses(lists, label("label").texts("v"), "data.types", "column v", "array<double>");
    String stored = Tables.parquet(folder, "many", lists);
    refuses(parquet(stored).label("label").numbers("v"), "data.types", "column v");
  }

  @Test
  void numbersKeepTheirDigitsUntilTheyArePreparedWhereverTheyStand() throws Exception {
    String numbers = "double(1.7e9 + id) ";
    Dataset<Row> scalar = sql("SELECT " + numbers + "t, id * 0.5 label FROM range(64)");
    String vector = "SELECT array_to_vector(array(" + numbers + ")) t, id * 0.5 label";
    registerVectors();
    String expected = null;
    for (Dataset<Row> rows :
        List.of(
            scalar,
            sql("SELECT array(" + numbers + ") t, id * 0.5 label FROM range(64)"),
            sql(vector + " FROM range(64)"))) {
      String sha =
          Tables.NUMBER
              .fit(rows, label("label").standardize("t"), SHORT.epochs(2))
              .report()
              .weightsSha256();
      expected = expected == null ? sha : expected;
      assertThat(sha).isEqualTo(expected);
    }
  }

  private static void registerVectors() {
    SPARK
        .udf()
        .register(
            "array_to_vector",
            (scala.collection.Iterable<Object> numbers) ->
                org.apache.spark.ml.linalg.Vectors.dense((double) numbers.head()),
            org.apache.spark.ml.linalg.SQLDataTypes.VectorType());
  }
}
