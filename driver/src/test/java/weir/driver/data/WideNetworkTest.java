package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static weir.driver.api.DataFormats.csv;
import static weir.driver.api.DataFormats.text;
import static weir.driver.api.Layers.dense;
import static weir.driver.api.Losses.crossEntropy;
import static weir.driver.api.TextSteps.hashed;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.api.Data;
import weir.driver.api.Model;
import weir.driver.api.ReadyModel;
import weir.driver.api.Sequential;
import weir.driver.config.DataFormat;
import weir.driver.config.TextLabel;

/** Networks with wide layers predict a few rows at once, so that memory stays bounded. */
class WideNetworkTest {
  private static final int ROWS = 240;

  /** 209 rows at once. */
  private static final Model WIDE = Sequential.of(dense(40_000), dense(2)).compile(crossEntropy());

  @TempDir Path folder;

  private void check(Data training, DataFormat format, String header, List<String> rows) {
    ReadyModel model = Tables.train(WIDE, training);
    String all = Tables.csv(folder, "all", lines(header, rows));
    List<Row> together = model.predict(Tables.SPARK, format, all).collectAsList();
    assertThat(together).hasSize(ROWS);
    for (int row : new int[] {0, 208, 209, 239}) {
      String one = Tables.csv(folder, "row" + row, lines(header, rows.subList(row, row + 1)));
      Row alone = model.predict(Tables.SPARK, format, one).first();
      assertThat(probability(together.get(row))).isCloseTo(probability(alone), within(1e-6));
    }
    assertThat(together.stream().map(WideNetworkTest::probability).distinct())
        .hasSizeGreaterThan(5);
  }

  private static double probability(Row row) {
    return row.getDouble(row.size() - 1);
  }

  private static String[] lines(String header, List<String> rows) {
    return (header + String.join("\n", rows)).split("\n");
  }

  @Test
  void overDenseRows() {
    List<String> rows = IntStream.range(0, ROWS).mapToObj(row -> row + "," + row % 7).toList();
    String train = Tables.csv(folder, "t.csv", "a,b,label", "1,2,0", "3,4,1");
    check(csv(train).label("label"), DataFormat.CSV, "a,b\n", rows);
  }

  @Test
  void overSparseRows() {
    List<String> rows = IntStream.range(0, ROWS).mapToObj(row -> "w" + row + " w").toList();
    String train = Tables.file(folder, "t.txt", "a w1 w2 w3\nb w4 w5 w6\n");
    Data texts = text(train).label(TextLabel.FIRST_WORD).hash(hashed(8));
    check(texts, DataFormat.TEXT, "", rows);
  }
}
