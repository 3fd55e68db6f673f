package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.driver.api.Columns.label;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import weir.driver.api.Columns;
import weir.driver.config.PrepareSpec;
import weir.driver.data.prepare.Preparation;

/** Statistics of many columns in many partitions. */
class WideSurveyTest {
  private static final int COLUMNS = 300;
  private static final int ROWS = 2000;
  private static final String LIMIT = "spark.driver.maxResultSize";
  private static final Columns FITTED =
      label("label").impute(PrepareSpec.Strategy.MEDIAN).standardize();

  /** Some numbers are missing; no two columns are alike. */
  private static Dataset<Row> rows() {
    String[] columns =
        IntStream.rangeClosed(0, COLUMNS)
            .mapToObj(
                i ->
                    i == COLUMNS
                        ? "id % 2 label"
                        : "if(pmod(hash(id, %1$d), 9) = 0, null, hash(id, -%1$d - 1) / 3.0) c%1$d"
                            .formatted(i))
            .toArray(String[]::new);
    return Tables.SPARK.range(0, ROWS, 1, 1).selectExpr(columns);
  }

  private static Preparation fitted(Dataset<Row> rows, int partitions) {
    return Tables.loaded(rows.repartition(partitions), FITTED).preparation();
  }

  /** What tasks write for one another, in bytes. */
  private static final class Ear extends SparkListener {
    private final AtomicLong exchanged = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd ended) {
      exchanged.addAndGet(ended.taskMetrics().shuffleWriteMetrics().bytesWritten());
    }
  }

  @Test
  void areTheSameBitsInAnyPartitionsAndPassBySmallDrivers() throws Exception {
    Dataset<Row> rows = rows();
    Preparation one = fitted(rows, 1);
    assertThat(fitted(rows, 7)).isEqualTo(one);
    SparkConf conf = Tables.SPARK.sparkContext().conf();
    Ear ear = new Ear();
    Tables.SPARK.sparkContext().addSparkListener(ear);
    conf.set(LIMIT, "4m");
    try {
      assertThat(fitted(rows, 200)).isEqualTo(one);
    } finally {
      conf.remove(LIMIT);
      Tables.SPARK.sparkContext().listenerBus().waitUntilEmpty();
      Tables.SPARK.sparkContext().removeSparkListener(ear);
    }
    assertThat(ear.exchanged.get()).as("more than fits in the driver").isGreaterThan(12L << 20);
  }
}
