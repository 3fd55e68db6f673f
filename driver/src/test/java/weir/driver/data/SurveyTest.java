package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.config.DataSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.report.PrepareProgress;

/** What comes to the driver when rows are prepared, and how often files are read for it. */
class SurveyTest {
  private static final int COLUMNS = 66;
  private static final int ROWS = 17_000;

  /** Metrics and other words of a task that gives nothing back. */
  private static final long EMPTY_RESULT = 8 << 10;

  private static final List<String> PHASES =
      List.of(
          "reading",
          "ranking",
          "sampling for medians",
          "looking for medians, pass 1",
          "placing",
          "packing");

  private static final PrepareSpec MEDIAN =
      new PrepareSpec.Impute(PrepareSpec.Strategy.MEDIAN, List.of());

  @TempDir Path folder;
  private final double[][] numbers = new double[COLUMNS][ROWS];

  private DataSpec write() throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < ROWS; row++) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < COLUMNS; i++) {
        boolean missing = random.nextInt(10) == 0;
        double number = i % 3 == 0 ? random.nextInt(3) : random.nextInt(1_000_000) / 8.0 - 5e4;
        numbers[i][row] = missing ? Double.NaN : number;
        line.append(missing ? "" : number).append(',');
      }
      lines.add(line.append(row % 2).toString());
    }
    Path file = Files.write(folder.resolve("rows.csv"), lines);
    return Jobs.csv(file, Jobs.table(String.valueOf(COLUMNS), false), MEDIAN, Jobs.STANDARDIZE);
  }

  private double median(int column) {
    double[] sorted = Arrays.stream(numbers[column]).filter(n -> !Double.isNaN(n)).toArray();
    Arrays.sort(sorted);
    double low = sorted[(sorted.length - 1) / 2];
    return low + (sorted[sorted.length / 2] - low) / 2;
  }

  /** Hears what tasks read and what they give back. */
  private static final class Ear extends SparkListener {
    private final AtomicLong read = new AtomicLong();
    private final AtomicLong returned = new AtomicLong();

    @Override
    public void onTaskEnd(SparkListenerTaskEnd ended) {
      read.addAndGet(ended.taskMetrics().inputMetrics().recordsRead());
      returned.addAndGet(Math.max(0, ended.taskMetrics().resultSize() - EMPTY_RESULT));
    }
  }

  @Test
  void mediansAreExactAndWhatComesToTheDriverIsOfTheSizeOfTheColumns() throws Exception {
    DataSpec spec = write();
    SparkSession session = LocalSpark.session();
    String before = session.conf().get("spark.sql.files.maxPartitionBytes");
    long bytes = Files.size(Path.of(spec.train().get(0))) / 16;
    Ear ear = new Ear();
    List<PrepareProgress> heard = new ArrayList<>();
    session.sparkContext().addSparkListener(ear);
    session.conf().set("spark.sql.files.maxPartitionBytes", bytes);
    DataRequest request = Jobs.classes(spec, 4, 2);
    try (PreparedData data = new DataLoader(session, request, Frames.NONE, heard::add).load()) {
      List<Double> fills =
          data.preparation().columns().stream().map(c -> ((NumberColumn) c).fill()).toList();
      assertThat(fills).isEqualTo(IntStream.range(0, COLUMNS).mapToObj(this::median).toList());
    } finally {
      session.conf().set("spark.sql.files.maxPartitionBytes", before);
      session.sparkContext().listenerBus().waitUntilEmpty();
      session.sparkContext().removeSparkListener(ear);
    }
    assertThat(ear.read.get()).isBetween((long) ROWS, ROWS + ROWS / 10L);
    assertThat(ear.returned.get()).isLessThan(1024 * COLUMNS);
    // Spark tells of stages behind their back: the last ones may be untold when rows are there.
    List<String> phases = heard.stream().map(PrepareProgress::phase).distinct().toList();
    assertThat(phases).contains("reading");
    assertThat(PHASES).startsWith(phases.toArray(String[]::new));
    assertThat(heard).allSatisfy(told -> assertThat(told.done()).isBetween(0, told.tasks()));
  }
}
