package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.text;
import static weir.driver.api.TextSteps.hashed;
import static weir.driver.data.Tables.SPARK;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;
import weir.driver.config.TextLabel;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** Predictions stand in the order of the files, though Spark's scan takes large files first. */
class PredictionOrderTest {
  /** Rows of files: small and large, with empty ones between them. */
  private static final int[] ROWS = {3, 400, 0, 50, 1500, 1, 800};

  private static final int ALL = IntStream.of(ROWS).sum();

  @TempDir Path folder;

  /** Cuts the large files into several parts, and puts small ones together. */
  private final SparkSession parts = SPARK.newSession();

  @BeforeEach
  void cutFiles() {
    parts.conf().set("spark.sql.files.maxPartitionBytes", 2000);
    parts.conf().set("spark.sql.files.openCostInBytes", 100);
  }

  private Location to(String name) {
    return Location.of(folder.resolve(name));
  }

  private List<Long> column(String output, int column) throws IOException {
    return Rfc4180.rows(folder.resolve(output)).stream()
        .map(row -> Long.parseLong(row.get(column)))
        .toList();
  }

  private static List<Long> ids() {
    return LongStream.range(0, ALL).boxed().toList();
  }

  private ReadyModel model() {
    String train = Tables.csv(folder, "t.csv", "id,x,label", "1,1,0", "2,2,1", "3,3,0");
    return Tables.train(Tables.classes(2), csv(train).label("label").features("x"));
  }

  @Test
  void ofCsvFiles() throws Exception {
    int id = 0;
    for (int file = 0; file < ROWS.length; file++) {
      List<String> lines = new ArrayList<>(List.of("id,x"));
      for (int row = 0; row < ROWS[file]; row++) {
        lines.add(id++ + "," + row % 7);
      }
      Tables.csv(folder, "in/part-" + file + ".csv", lines.toArray(String[]::new));
    }
    List<String> files = List.of(folder.resolve("in").toString());
    var predictor = new Predictor(parts, model().trained());
    predictor.writeCsv(files, DataFormat.CSV, to("out"));
    assertThat(column("out", 0)).isEqualTo(ids());
    try (Stream<Path> written = Files.list(folder.resolve("out"))) {
      assertThat(written.filter(file -> file.toString().endsWith(".csv"))).hasSizeBetween(8, 15);
    }
    predictor.writeParquet(files, DataFormat.CSV, to("typed"));
    assertThat(parquetIds("typed")).isEqualTo(ids());
  }

  @Test
  void ofParquetFiles() throws Exception {
    long id = 0;
    for (int file = 0; file < ROWS.length; file++) {
      SPARK
          .range(id, id + ROWS[file], 1, 1)
          .selectExpr("id", "double(id % 7) x", "repeat('long', 20) text")
          .write()
          .parquet(folder.resolve("in/country=" + file).toString());
      id += ROWS[file];
    }
    List<String> files = List.of(folder.resolve("in").toString());
    ReadyModel model = model();
    var predictor = new Predictor(parts, model.trained());
    predictor.writeCsv(files, DataFormat.PARQUET, to("out"));
    assertThat(column("out", 0)).isEqualTo(ids());
    assertThat(column("out", 3)).isSorted();
    predictor.writeParquet(files, DataFormat.PARQUET, to("typed"));
    assertThat(parquetIds("typed")).isEqualTo(ids());
    assertThat(model.predict(parts, DataFormat.PARQUET, files.get(0)).select("id").collectAsList())
        .extracting(row -> row.getLong(0))
        .isEqualTo(ids());
  }

  private List<Long> parquetIds(String output) throws IOException {
    List<Long> ids = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder.resolve(output))) {
      for (Path file :
          files.filter(name -> name.toString().endsWith(".parquet")).sorted().toList()) {
        for (Row row : SPARK.read().parquet(file.toString()).select("id").collectAsList()) {
          ids.add(Long.parseLong(row.get(0).toString()));
        }
      }
    }
    return ids;
  }

  @Test
  void ofLinesOfText() throws Exception {
    int id = 0;
    for (int file = 0; file < ROWS.length; file++) {
      StringBuilder lines = new StringBuilder();
      for (int row = 0; row < ROWS[file]; row++) {
        lines.append(id++).append('\n');
      }
      Tables.file(folder, "in/part-" + file + ".txt", lines.toString());
    }
    String train = Tables.file(folder, "t.txt", "a\t1 2 3\nb\t4 5 6\n");
    ReadyModel model =
        Tables.train(Tables.classes(2), text(train).label(TextLabel.FIRST_WORD).hash(hashed(16)));
    new Predictor(parts, model.trained())
        .writeCsv(List.of(folder.resolve("in").toString()), DataFormat.TEXT, to("out"));
    assertThat(column("out", 0)).isEqualTo(ids());
    assertThat(column("out", 1)).isEqualTo(ids());
  }
}
