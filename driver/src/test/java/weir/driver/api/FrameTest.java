package weir.driver.api;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.rand;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static weir.driver.api.Columns.label;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.Losses.meanSquaredError;
import static weir.driver.config.RowOrder.GIVEN;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.SlidingWindow;
import weir.driver.config.text.JobFile;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;
import weir.driver.job.TrainingJob;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

class FrameTest {
  private static final SparkSession SPARK = LocalSpark.session();
  private static final Fit SHORT = fit().epochs(2).batchSize(32).workers(2).virtualWorkers(4);
  private static final Model CLASSES = Sequential.of(dense(3)).compile(crossEntropy());
  private static final Model NUMBER = Sequential.of(dense(1)).compile(meanSquaredError());

  @TempDir Path folder;

  private static Dataset<Row> table() {
    return SPARK
        .range(300)
        .selectExpr(
            "double(id % 7) / 3 a", "float(id % 11) b", "id % 13 % 3 kind", "id % 2 = 0 even");
  }

  private static String sha(Model model, Dataset<Row> rows, Columns columns) throws Exception {
    return model.fit(rows, columns, SHORT).report().weightsSha256();
  }

  private static Dataset<Row> shuffled(Dataset<Row> rows, int partitions) {
    Dataset<Row> some = rows.orderBy(rand(partitions)).repartition(partitions);
    return some.union(some.where("false"));
  }

  @Test
  void theSameBitsFromAnyPartitionsAndOrderAndFromParquet() throws Exception {
    String expected = sha(CLASSES, table(), label("kind").standardize());
    assertThat(sha(CLASSES, shuffled(table(), 7), label("kind").standardize())).isEqualTo(expected);
    assertThat(sha(CLASSES, table().coalesce(1), label("kind").standardize())).isEqualTo(expected);
    String file = folder.resolve("table").toString();
    shuffled(table(), 3).write().parquet(file);
    Fitted fromFile =
        CLASSES.fit(SPARK, DataFormats.parquet(file).label("kind").standardize(), SHORT);
    assertThat(fromFile.report().weightsSha256()).isEqualTo(expected);
  }

  /** Row i of 200 vectors; how it is stored is of {@code kind}: 0 dense, 1 sparse, 2 mixed. */
  private static Dataset<Row> vectors(int width, int numbers, int kind) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < 90; i++) {
      double[] values = new double[width];
      for (int n = 0; n < numbers; n++) {
        values[(i * 31 + n * 17) % width] = (i + n) % 5 - 2;
      }
      Vector dense = Vectors.dense(values);
      boolean stored = kind == 1 || (kind == 2 && i % 3 == 0);
      rows.add(RowFactory.create(stored ? dense.toSparse() : dense, (double) (i % 3)));
    }
    return SPARK.createDataFrame(
        rows,
        new StructType()
            .add("features", SQLDataTypes.VectorType())
            .add("label", DataTypes.DoubleType));
  }

  @Test
  void theSameBitsHoweverVectorsAreStored() throws Exception {
    String narrow = sha(CLASSES, vectors(6, 4, 0), label("label"));
    for (int kind = 1; kind <= 2; kind++) {
      Dataset<Row> rows = shuffled(vectors(6, 4, kind), 3);
      assertThat(sha(CLASSES, rows, label("label"))).isEqualTo(narrow);
    }
    Fitted wide = CLASSES.fit(vectors(600, 5, 0), label("label"), SHORT);
    assertThat(sha(CLASSES, shuffled(vectors(600, 5, 2), 3), label("label")))
        .isEqualTo(wide.report().weightsSha256());
    assertThat(wide.model().trained().preparation().sparse()).isTrue();
    List<Row> dense = wide.model().predict(vectors(600, 5, 0)).select("prediction").collectAsList();
    assertThat(wide.model().predict(vectors(600, 5, 2)).select("prediction").collectAsList())
        .isEqualTo(dense);
  }

  private static Dataset<Row> strange() {
    return SPARK.sql(
        """
        SELECT double(id % 7) `a.b`, double(id % 5) `x``y`, named_struct('c', named_struct('d.e',
          float(id % 3))) s, id % 3 kind, decimal(id) / 8 price, timestamp_seconds(id) t,
          if(id % 2 = 0, null, array('', 'ü')) texts, map('k', id) m, double(id % 2) up,
          double(id % 4) UP
        FROM range(100)
        """);
  }

  @Test
  void namesAreTakenAsTheyAreAndPathsLeadIntoStructs() throws Exception {
    SPARK.conf().set("spark.sql.caseSensitive", "true");
    try {
      Dataset<Row> rows = strange();
      Fitted fitted =
          CLASSES.fit(rows, label("kind").features("a.b", "x`y", "s.c.d.e", "UP"), SHORT);
      List<Row> predicted = fitted.model().predict(rows.repartition(3)).collectAsList();
      assertThat(predicted).hasSize(100);
      Dataset<Row> plain =
          rows.select(col("`a.b`"), col("`x``y`"), col("s.c.`d.e`"), col("UP"), col("kind"))
              .toDF("p", "q", "r", "u", "kind");
      Columns columns = label("kind").features("p", "q", "r", "u");
      assertThat(sha(CLASSES, plain, columns)).isEqualTo(fitted.report().weightsSha256());
    } finally {
      SPARK.conf().unset("spark.sql.caseSensitive");
    }
  }

  @Test
  void predictGivesBackEveryColumnAsItIsAndKeepsTheOrder() throws Exception {
    Dataset<Row> rows = strange().drop("up");
    Fitted fitted = CLASSES.fit(rows, label("kind").features("a.b"), SHORT);
    Dataset<Row> predicted = fitted.model().predict(rows.withColumn("Prediction", col("kind")));
    assertThat(Arrays.copyOf(predicted.schema().fields(), rows.columns().length))
        .isEqualTo(rows.schema().fields());
    assertThat(predicted.columns())
        .endsWith("Prediction", "prediction_", "probability_0", "probability_1", "probability_2");
    String[] asked = rows.columns();
    List<Row> given = predicted.toDF(numbered(predicted.columns().length)).collectAsList();
    List<Row> expected = rows.toDF(numbered(asked.length)).collectAsList();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(values(given.get(i)).subList(0, asked.length)).isEqualTo(values(expected.get(i)));
    }
  }

  private static List<Object> values(Row row) {
    List<Object> values = new ArrayList<>();
    for (int column = 0; column < row.size(); column++) {
      values.add(row.get(column));
    }
    return values;
  }

  private static String[] numbered(int count) {
    String[] names = new String[count];
    Arrays.setAll(names, i -> "c" + i);
    return names;
  }

  @Test
  void predictKeepsWhatIsKnownOfColumnsAndNamesThatDifferByCase() throws Exception {
    var known = new MetadataBuilder().putString("unit", "m").build();
    Dataset<Row> rows = strange().withColumn("price", col("price").as("price", known));
    Fitted fitted = CLASSES.fit(rows, label("kind").features("UP", "a.b"), SHORT);
    Dataset<Row> predicted = fitted.model().predict(rows);
    assertThat(predicted.schema().fields()).startsWith(rows.schema().fields());
    assertThat(predicted.collectAsList()).hasSize(100);
  }

  @Test
  void predictOfParquetFilesKeepsEveryColumnAndNamesTheRow() throws Exception {
    Dataset<Row> rows = strange().drop("up");
    Fitted fitted = CLASSES.fit(rows, label("kind").features("a.b", "s.c.d.e"), SHORT);
    String file = folder.resolve("strange").toString();
    rows.coalesce(1).write().parquet(file);
    Dataset<Row> predicted = fitted.model().predict(SPARK, DataFormat.PARQUET, file);
    assertThat(predicted.collectAsList())
        .isEqualTo(fitted.model().predict(SPARK.read().parquet(file)).collectAsList());
    assertThat(predicted.columns()).startsWith(rows.columns());
    Location csv = Location.of(folder.resolve("csv"));
    var predictor = new Predictor(SPARK, fitted.model().trained());
    assertThat(predictor.writeCsv(List.of(file), DataFormat.PARQUET, csv).rows()).isEqualTo(100);
    assertThat(SPARK.read().option("header", true).csv(csv.forSpark()).columns())
        .startsWith(rows.columns())
        .contains("prediction");

    String broken = folder.resolve("broken").toString();
    SPARK
        .sql("SELECT if(id = 2, null, 1D) `a.b`, struct(struct(1f `d.e`) c) s FROM range(5)")
        .coalesce(1)
        .write()
        .parquet(broken);
    assertThatThrownBy(
            () ->
                predictor.writeCsv(
                    List.of(broken), DataFormat.PARQUET, Location.of(folder.resolve("none"))))
        .isInstanceOf(UserInputException.class)
        .hasMessageMatching("part-.*parquet row 3, column a.b: no value .*");
  }

  @Test
  void heldOutRowsAreDataFramesOrFractions() throws Exception {
    Dataset<Row> rows = table();
    Dataset<Row> held = rows.where("a > 1");
    Columns columns = label("kind").validation(held.repartition(5)).test(held);
    Fitted fitted = CLASSES.fit(rows.where("a <= 1"), columns, SHORT);
    assertThat(fitted.epochs().get(1).validation().get("loss")).isNotNull();
    Report.Results again = fitted.model().evaluate(held.coalesce(1));
    assertThat(again.testLoss()).isEqualTo(fitted.report().results().testLoss());
    Fitted cut = CLASSES.fit(rows, label("kind").testFraction(0.3).validationFraction(0.2), SHORT);
    assertThat(cut.report().results().testLoss()).isNotNull();
  }

  @Test
  void aModelOfADataFrameIsKeptWithoutPaths() throws Exception {
    Dataset<Row> rows = table();
    Fitted fitted = CLASSES.fit(rows, label("kind").test(rows).scale(), SHORT);
    fitted.model().save(folder.resolve("model"));
    ReadyModel model = ReadyModel.load(folder.resolve("model"));
    assertThat(model.trained().job()).isEqualTo(fitted.model().trained().job());
    assertThat(model.predict(rows).collectAsList())
        .isEqualTo(fitted.model().predict(rows).collectAsList());
    Path job = folder.resolve("model").resolve(JobFile.RESOLVED);
    assertThat(job).content().contains("format: frame").doesNotContain(folder.toString());
    assertThatThrownBy(
            () ->
                new TrainingJob(SPARK, new TrainingListener() {})
                    .run(JobFile.read(Location.of(job), List.of())))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "data.format=frame: the rows were a DataFrame of a program (expected: files); call"
                + " Model.fit with a DataFrame, or set data.format and data.train");
  }

  @Test
  void aColumnOrdersTheRows() throws Exception {
    Dataset<Row> rows =
        SPARK.range(200).selectExpr("timestamp_seconds(id) time", "double(id % 17) x", "id % 9 y");
    Columns columns = label("y").orderBy("time").testFraction(0.25).standardize("y");
    Fit given = SHORT.order(GIVEN);
    String expected = NUMBER.fit(rows, columns, given).report().weightsSha256();
    assertThat(NUMBER.fit(shuffled(rows, 5), columns, given).report().weightsSha256())
        .isEqualTo(expected);
    assertThatThrownBy(() -> NUMBER.fit(rows, label("y"), given))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("data.orderBy");
    assertThatThrownBy(() -> NUMBER.fit(rows.union(rows.limit(1)), columns, given))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("column time: 0 in two rows");
  }

  @Test
  void windowsOfADataFrameAreThoseOfItsFile() throws Exception {
    Dataset<Row> rows = SPARK.range(120).selectExpr("id", "double(id % 17) x", "double(id % 9) y");
    String file = folder.resolve("series.parquet").toString();
    rows.coalesce(1).write().parquet(file);
    SlidingWindow window = SlidingWindow.of(6);
    Model model = Sequential.of(Layers.flatten(), dense(1)).compile(meanSquaredError());
    Data data = DataFormats.parquet(file).label("y").features("x", "y").window(window);
    Fitted fromFile = model.fit(SPARK, data.testFraction(0.2), SHORT);
    Columns columns = label("y").features("x", "y").orderBy("id").window(window).testFraction(0.2);
    Fitted fitted = model.fit(shuffled(rows, 4), columns, SHORT);
    assertThat(fitted.report().weightsSha256()).isEqualTo(fromFile.report().weightsSha256());
    assertThat(fitted.model().evaluate(shuffled(rows, 3)))
        .isEqualTo(fromFile.model().evaluate(SPARK, DataFormat.PARQUET, file));
    Dataset<Row> told = fitted.model().predict(shuffled(rows, 3));
    List<Row> expected =
        fromFile.model().predict(SPARK, DataFormat.PARQUET, file).orderBy("row").collectAsList();
    assertThat(told.columns()).containsExactly("id", "x", "y", "prediction");
    assertThat(told.selectExpr("id row", "prediction").collectAsList())
        .hasSize(115)
        .isEqualTo(expected);
    assertThat(fromFile.model().predict(rows, "id").collectAsList())
        .isEqualTo(told.collectAsList());
    assertThatThrownBy(() -> fromFile.model().predict(rows))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("call predict with orderBy");
    assertThat(fromFile.model().evaluate(rows, "id").testLoss())
        .isEqualTo(fitted.model().evaluate(rows).testLoss());
  }

  private static void refuses(Dataset<Row> rows, Columns columns, String message) {
    assertThatThrownBy(() -> CLASSES.fit(rows, columns, SHORT))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void errorsNameColumnAndValueNotThePartition() {
    Dataset<Row> rows = table().withColumn("t", col("a"));
    for (int partitions : new int[] {1, 4}) {
      refuses(
          rows.repartition(partitions).selectExpr("if(a = 1, null, a) a", "kind"),
          label("kind"),
          "a row of the DataFrame, column a: no value");
    }
    refuses(rows.where("false"), label("kind"), "the DataFrame has no rows to train on");
    refuses(rows, label("nothing"), "data.label=nothing is no column (expected: one of [a, b,");
    refuses(
        rows.withColumn("day", col("kind").cast("int").cast("string").cast("date")),
        label("kind"),
        "column day of type date (expected: numbers, texts, arrays of numbers or vectors; functions"
            + " such as unix_date");
    refuses(rows.select("a", "a", "kind"), label("kind"), "a is the name of 2 columns");
    refuses(
        SPARK.sql("SELECT array(1, 2) x, 1 kind UNION ALL SELECT array(1), 0"),
        label("kind"),
        " numbers in column x");
    Dataset<Row> stream = SPARK.readStream().format("rate").load();
    refuses(stream, label("value"), "the DataFrame is a stream");
  }
}
