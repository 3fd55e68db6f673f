package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.parquet;
import static weir.driver.api.Fit.fit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import weir.driver.api.Columns;
import weir.driver.api.Data;
import weir.driver.api.Fit;
import weir.driver.api.Fitted;
import weir.driver.api.Model;
import weir.driver.config.DataFormat;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;

/** The same typed rows train the same bits, and come back the same, wherever they lie. */
class SameRowsAnySourceTest {
  private static final Fit ONCE = fit().epochs(1).batchSize(7).workers(1).virtualWorkers(2);

  @Property(tries = 12, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void asCsvParquetAndDataFrame(@ForAll long seed) throws Exception {
    Path folder = Files.createTempDirectory("weir-rows");
    try {
      compare(new DrawnTable(new SplittableRandom(seed)), folder);
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static void compare(DrawnTable table, Path folder) throws Exception {
    String files = table.writeCsv(folder.resolve("csv"));
    String stored = folder.resolve("parquet").toString();
    table.frame().write().parquet(stored);
    Model model = Tables.classes(table.classes());
    Fitted ofFrame = model.fit(table.frame(), columns(table), ONCE);
    String sha = ofFrame.report().weightsSha256();
    Fitted ofCsv = model.fit(Tables.SPARK, told(csv(files), table), ONCE);
    assertThat(ofCsv.model().trained().preparation())
        .isEqualTo(ofFrame.model().trained().preparation());
    assertThat(ofCsv.report().weightsSha256()).isEqualTo(sha);
    Fitted ofParquet = model.fit(Tables.SPARK, told(parquet(stored), table), ONCE);
    assertThat(ofParquet.report().weightsSha256()).isEqualTo(sha);

    var predictor = new Predictor(Tables.SPARK, ofCsv.model().trained());
    Path given = folder.resolve("given");
    predictor.writeCsv(List.of(files), DataFormat.CSV, Location.of(given));
    assertThat(cut(given, table)).isEqualTo(table.cells());
    Path again = folder.resolve("again");
    predictor.writeCsv(List.of(given.toString()), DataFormat.CSV, Location.of(again));
    assertThat(cut(again, table)).isEqualTo(table.cells());
    predictor.writeParquet(List.of(stored), DataFormat.PARQUET, Location.of(folder.resolve("p")));
    Dataset<Row> back = Tables.SPARK.read().parquet(folder.resolve("p").toString());
    int width = table.schema().size();
    assertThat(Arrays.copyOf(back.schema().fields(), width)).isEqualTo(table.schema().fields());
    assertThat(table.sorted(back)).isEqualTo(table.sorted(table.frame()));
    assertThat(table.sorted(ofFrame.model().predict(table.frame())))
        .isEqualTo(table.sorted(table.frame()));
  }

  private static List<List<String>> cut(Path folder, DrawnTable table) {
    int width = table.schema().size();
    return Rfc4180.rows(folder).stream().map(row -> List.copyOf(row.subList(0, width))).toList();
  }

  private static Columns columns(DrawnTable table) {
    return Columns.label(DrawnTable.LABEL)
        .features(table.features())
        .texts(table.texts())
        .missing(DrawnTable.MISSING)
        .impute()
        .oneHot()
        .standardize();
  }

  private static Data told(Data data, DrawnTable table) {
    return data.label(DrawnTable.LABEL)
        .features(table.features())
        .texts(table.texts())
        .missing(DrawnTable.MISSING)
        .impute()
        .oneHot()
        .standardize();
  }
}
