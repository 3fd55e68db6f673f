package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.LocalSpark.session;
import static weir.driver.api.Fit.fit;
import static weir.driver.api.Layers.dense;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.driver.api.Columns;
import weir.driver.api.Data;
import weir.driver.api.DataFormats;
import weir.driver.api.Losses;
import weir.driver.api.Optimizers;
import weir.driver.api.ReadyModel;
import weir.driver.api.Sequential;
import weir.driver.config.DataFormat;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** A prediction is of the kind of the label beside it, so that right rows are equal in both. */
class LabelKindsTest {
  @TempDir Path folder;

  private static ReadyModel learn(Data rows) throws Exception {
    return Sequential.of(dense(2))
        .compile(Losses.crossEntropy(), Optimizers.adam(0.3))
        .fit(session(), rows, fit().epochs(20).batchSize(8).workers(1))
        .model();
  }

  private static Dataset<Row> rows(String label) {
    return session().range(40).selectExpr("id % 2 * 5.0 x", label + " label");
  }

  private List<String> csv(ReadyModel model, String input, DataFormat format) throws Exception {
    Path output = folder.resolve("out-" + format + System.nanoTime());
    new Predictor(session(), model.trained()).writeCsv(List.of(input), format, Location.of(output));
    List<String> lines = new ArrayList<>();
    try (var files = Files.newDirectoryStream(output, "*.csv")) {
      for (Path file : files) {
        List<String> all = Files.readAllLines(file);
        lines.addAll(lines.isEmpty() ? all : all.subList(1, all.size()));
      }
    }
    return lines;
  }

  private Dataset<Row> parquet(ReadyModel model, String input, DataFormat format) throws Exception {
    String output = folder.resolve("out-parquet" + System.nanoTime()).toString();
    new Predictor(session(), model.trained())
        .writeParquet(List.of(input), format, Location.of(output));
    return session().read().parquet(output);
  }

  /** Texts of {@code label} and {@code prediction} are equal in all lines. */
  private static void equal(List<String> lines, int rows) {
    List<String> header = List.of(lines.get(0).split(","));
    assertThat(lines).hasSize(rows + 1);
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",");
      assertThat(cells[header.indexOf("prediction")])
          .as(line)
          .isEqualTo(cells[header.indexOf("label")]);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "cast(id % 2 as int), int",
    "cast(id % 2 as tinyint), tinyint",
    "id % 2 + 3, bigint",
    "cast(id % 2 as double), double",
    "cast(id % 2 as float) + 0.5F, float",
    "'cast(id % 2 as decimal(6,2))', 'decimal(6,2)'",
    "id % 2 = 1, boolean",
    "'case when id % 2 = 1 then ''a'' else ''b'' end', string",
    "cast(id % 2 as string), string",
  })
  void inTypedRowsTheTypesAreEqual(String label, String type) throws Exception {
    String stored = Tables.parquet(folder, "rows", rows(label));
    ReadyModel model = learn(DataFormats.parquet(stored).label("label"));
    Dataset<Row> told = parquet(model, stored, DataFormat.PARQUET);
    DataType found = told.schema().apply("prediction").dataType();
    assertThat(found).isEqualTo(told.schema().apply("label").dataType());
    assertThat(found.simpleString()).isEqualTo(type);
    assertThat(told.filter("label = prediction").count()).isEqualTo(40);
    equal(csv(model, stored, DataFormat.PARQUET), 40);
    Dataset<Row> frame = model.predict(rows(label));
    assertThat(frame.schema().apply("prediction").dataType()).isEqualTo(found);
    assertThat(frame.filter("label = prediction").count()).isEqualTo(40);
  }

  @Test
  void withoutALabelClassesAreNumbersWhereLabelsWere() throws Exception {
    String stored = Tables.parquet(folder, "rows", rows("cast(id % 2 as int)"));
    ReadyModel numbers = learn(DataFormats.parquet(stored).label("label"));
    assertThat(numbers.predict(rows("1").drop("label")).schema().apply("prediction").dataType())
        .isEqualTo(DataTypes.DoubleType);
    ReadyModel texts =
        Sequential.of(dense(2))
            .compile(Losses.crossEntropy(), Optimizers.adam(0.3))
            .fit(
                rows("concat('c', id % 2)"),
                Columns.label("label"),
                fit().epochs(2).batchSize(8).workers(1))
            .model();
    assertThat(texts.predict(rows("1").drop("label")).schema().apply("prediction").dataType())
        .isEqualTo(DataTypes.StringType);
  }

  @Test
  void aClassThatTheLabelCannotHoldStaysAText() throws Exception {
    ReadyModel model =
        Sequential.of(dense(1))
            .compile(Losses.binaryCrossEntropy(), Optimizers.adam(0.3))
            .fit(
                rows("cast(id % 3 as int)"),
                Columns.label("label").positive("1"),
                fit().epochs(2).batchSize(8).workers(1))
            .model();
    Dataset<Row> told = model.predict(rows("cast(id % 3 as int)"));
    assertThat(told.schema().apply("prediction").dataType()).isEqualTo(DataTypes.StringType);
    assertThat(told.select("prediction").distinct().collectAsList())
        .extracting(row -> row.getString(0))
        .isSubsetOf("not 1", "1");
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "0.0, 1.0", "no, yes", "false, true", "-1, +1", "1.50, 2.50", "007, 008"})
  void inCsvTheTextsAreEqual(String zero, String one) throws Exception {
    List<String> lines = new ArrayList<>(List.of("x,label"));
    for (int row = 0; row < 40; row++) {
      lines.add(row % 2 * 5 + "," + (row % 2 == 0 ? zero : one));
    }
    String file = Files.write(folder.resolve("rows.csv"), lines).toString();
    ReadyModel model = learn(DataFormats.csv(file).label("label"));
    equal(csv(model, file, DataFormat.CSV), 40);
    Dataset<Row> stored = parquet(model, file, DataFormat.CSV);
    assertThat(stored.schema().apply("prediction").dataType()).isEqualTo(DataTypes.StringType);
    assertThat(stored.filter("label = prediction").count()).isEqualTo(40);
  }

  @ParameterizedTest
  @CsvSource({"-1, +1", "0, 1", "0.0, 1.0"})
  void inLibsvmTheTextsAreEqual(String zero, String one) throws Exception {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < 40; row++) {
      lines.add((row % 2 == 0 ? zero : one) + " 1:" + row % 2 * 5);
    }
    String file = Files.write(folder.resolve("rows.libsvm"), lines).toString();
    ReadyModel model = learn(DataFormats.libsvm(file));
    equal(csv(model, file, DataFormat.LIBSVM), 40);
    Dataset<Row> stored = parquet(model, file, DataFormat.LIBSVM);
    assertThat(stored.filter("label = prediction").count()).isEqualTo(40);
  }
}
