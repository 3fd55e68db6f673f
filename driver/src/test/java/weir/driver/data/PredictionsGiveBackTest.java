package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.libsvm;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.data.Tables.SPARK;
import static weir.driver.data.Tables.sql;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** Predictions stand beside the columns that were read, which stay what they are. */
class PredictionsGiveBackTest {
  @TempDir Path folder;

  private static Dataset<Row> typed() {
    return sql(
        """
        SELECT 1234567890123456700 + id key, int(id) small, id % 2 = 0 flag, tinyint(id) tiny,
          cast(id / 8 AS decimal(20, 3)) price, date_add(date'2024-02-28', int(id)) day,
          timestamp_seconds(id * 86399.5) at, timestamp_ntz'2024-01-02 03:04:05' local,
          array(id, null, 3) list, named_struct('p', id, 'q', 'x') pair, map('k', id) dict,
          unhex('00ff') bytes, if(id = 3, null, ' "quoted", ' || id) text, float(id) / 3 single,
          if(id = 4, double('NaN'), id * 1e300D) big, double(id % 5) x, id % 2 label
        FROM range(0, 20, 1, 1)
        """);
  }

  private Location to(String name) {
    return Location.of(folder.resolve(name));
  }

  @Test
  void typesAndValuesOfParquet() throws Exception {
    Dataset<Row> rows = typed();
    String stored = Tables.parquet(folder, "typed", rows);
    ReadyModel model =
        Tables.train(Tables.classes(2), parquet(stored).label("label").features("x", "price"));
    assertThat(
            new Predictor(SPARK, model.trained())
                .writeParquet(List.of(stored), DataFormat.PARQUET, to("p"))
                .rows())
        .isEqualTo(20);
    Dataset<Row> given = SPARK.read().parquet(folder.resolve("p").toString());
    StructField[] fields = rows.schema().asNullable().fields();
    assertThat(Arrays.copyOf(given.schema().fields(), fields.length)).isEqualTo(fields);
    assertThat(given.columns()).endsWith("prediction", "probability_0", "probability_1");
    String[] names = rows.columns();
    Dataset<Row> read = given.selectExpr(names);
    assertThat(strings(read)).isEqualTo(strings(rows));
    assertThat(strings(model.predict(rows).selectExpr(names))).isEqualTo(strings(rows));
  }

  /** Rows as Spark shows them: arrays and bytes have no equals of their own. */
  private static List<String> strings(Dataset<Row> rows) {
    String[] shown =
        Arrays.stream(rows.columns())
            .map(name -> "to_json(struct(`" + name + "`)) `" + name + "`")
            .toArray(String[]::new);
    return rows.orderBy("key").selectExpr(shown).collectAsList().stream()
        .map(Row::toString)
        .toList();
  }

  @Test
  void cellsOfTypedColumnsInCsv() throws Exception {
    Dataset<Row> rows = typed();
    String stored = Tables.parquet(folder, "typed", rows);
    ReadyModel model =
        Tables.train(Tables.classes(2), parquet(stored).label("label").features("x"));
    var predictor = new Predictor(SPARK, model.trained());
    predictor.writeCsv(List.of(stored), DataFormat.PARQUET, to("c"));
    List<List<String>> cells = Rfc4180.rows(folder.resolve("c"));
    assertThat(cells).hasSize(20);
    assertThat(cells.get(3))
        .startsWith("1234567890123456703", "3", "false", "3", "0.375", "2024-03-02")
        .contains("[3,null,3]", "{\"p\":3,\"q\":\"x\"}", "{\"k\":3}", "AP8=", "", "3.0E300");
    assertThat(cells.get(4)).contains(" \"quoted\", 4", "NaN");
    predictor.writeCsv(List.of(folder.resolve("c").toString()), DataFormat.CSV, to("again"));
    List<List<String>> again = Rfc4180.rows(folder.resolve("again"));
    for (int i = 0; i < cells.size(); i++) {
      assertThat(again.get(i).subList(0, cells.get(i).size())).isEqualTo(cells.get(i));
    }
  }

  @Test
  void cellsOfCsvFiles() throws Exception {
    String[] rows = {
      "id, \"the \"\"name\"\"\" ,x,label",
      "007,\"6\"\" pipe, long\",1.50,+1",
      "1234567890123456781,\" a \",-0,0",
      "1e3, plain ,2,1.0",
      "?,\"two\r\nlines\",3,NA",
      ",\"\",4,"
    };
    String file = Tables.csv(folder, "d.csv", rows);
    String train = Tables.csv(folder, "t.csv", "x,label", "1,0", "2,1", "3,0");
    ReadyModel model = Tables.train(Tables.classes(2), csv(train).label("label"));
    var predictor = new Predictor(SPARK, model.trained());
    predictor.writeCsv(List.of(file), DataFormat.CSV, to("p"));
    // But for the label, which is written as its class is named: so it is equal to a prediction.
    List<List<String>> expected =
        List.of(
            List.of("007", "6\" pipe, long", "1.50", "1"),
            List.of("1234567890123456781", " a ", "-0", "0"),
            List.of("1e3", "plain", "2", "1"),
            List.of("?", "two\r\nlines", "3", "NA"),
            List.of("", "", "4", ""));
    List<List<String>> given = Rfc4180.rows(folder.resolve("p"));
    assertThat(given).extracting(row -> row.subList(0, 4)).isEqualTo(expected);
    assertThat(model.predict(SPARK, DataFormat.CSV, file).columns())
        .startsWith("id", "the \"name\"", "x", "label", "prediction");
    predictor.writeParquet(List.of(file), DataFormat.CSV, to("q"));
    predictor.writeCsv(List.of(folder.resolve("q").toString()), DataFormat.PARQUET, to("r"));
  }

  @Test
  void labelsOfLibsvmFiles() throws Exception {
    String train = Tables.file(folder, "t.svm", "0 1:1\n1 1:2\n");
    ReadyModel model = Tables.train(Tables.classes(2), libsvm(train));
    String rows = Tables.file(folder, "d.svm", "9007199254740993 1:1\n0.5 1:2\n1 1:3\n");
    assertThat(Tables.column(model.predict(SPARK, DataFormat.LIBSVM, rows), "label"))
        .containsExactly("9007199254740993", "0.5", "1");
  }

  @Test
  void ofRowsThatAreNotThere() throws Exception {
    String train = Tables.csv(folder, "t.csv", "x,label", "1,0", "2,1", "3,0");
    ReadyModel model = Tables.train(Tables.classes(2), csv(train).label("label"));
    String none = Tables.csv(folder, "none.csv", "x,label");
    var predictor = new Predictor(SPARK, model.trained());
    assertThat(predictor.writeCsv(List.of(none), DataFormat.CSV, to("n")).rows()).isZero();
    assertThat(predictor.writeParquet(List.of(none), DataFormat.CSV, to("m")).rows()).isZero();
    assertThat(SPARK.read().parquet(folder.resolve("m").toString()).columns())
        .startsWith("x", "label", "prediction");
    try (var files = Files.list(folder.resolve("n"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".csv")))
          .first()
          .satisfies(
              file -> assertThat(file).content().startsWith("x,label,prediction,probability_0"));
    }
  }

  @Test
  void namesThatDifferByCaseAlone() throws Exception {
    String file = Tables.csv(folder, "d.csv", "a,A,label", "1,2,x", "3,4,y");
    ReadyModel model = Tables.train(Tables.classes(2), csv(file).label("label"));
    var predictor = new Predictor(SPARK, model.trained());
    predictor.writeCsv(List.of(file), DataFormat.CSV, to("c"));
    assertThat(Rfc4180.rows(folder.resolve("c")))
        .extracting(row -> row.subList(0, 3))
        .containsExactly(List.of("1", "2", "x"), List.of("3", "4", "y"));
    assertThatThrownBy(() -> predictor.writeParquet(List.of(file), DataFormat.CSV, to("p")))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "columns a, A differ by case alone (expected: other names to write Parquet); write csv,"
                + " or rename them");
    assertThat(folder.resolve("p")).doesNotExist();
  }
}
