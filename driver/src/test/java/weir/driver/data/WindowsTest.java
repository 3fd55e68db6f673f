package weir.driver.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.SeriesSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.config.SmoothingSpec;
import weir.driver.config.SplitSpec;
import weir.driver.config.TableSpec;
import weir.worker.data.RowBlock;

/** Windows over rows i: a = i, y = 1000 + i². */
class WindowsTest {
  private static final TableSpec TABLE =
      TableSpec.DEFAULT.withLabels(List.of("y")).withFeatures(List.of("a", "y"));

  @TempDir Path folder;

  private List<String> series(int files, int rows) throws IOException {
    List<String> paths = new ArrayList<>();
    for (int file = 0; file < files; file++) {
      List<String> lines = new ArrayList<>(List.of("a,y"));
      for (int i = rows * file / files; i < rows * (file + 1) / files; i++) {
        lines.add(i + "," + (1000 + i * i));
      }
      Path path = folder.resolve(rows + "in" + files + "part" + file + ".csv");
      paths.add(Files.write(path, lines).toString());
    }
    return paths;
  }

  private static DataRequest request(List<String> files, SeriesSpec series, PrepareSpec... steps) {
    HoldOut none = HoldOut.NONE;
    ImageSpec image = ImageSpec.AS_FOUND;
    var data =
        new DataSpec(DataFormat.CSV, files, none, none, TABLE, image, List.of(steps), series);
    return new DataRequest(data, RowOrder.SHUFFLED, 1, 4, 2, TargetKind.NUMBER, 0, 0);
  }

  private static SeriesSpec split(SlidingWindow window, int training, int validation, int test) {
    return new SeriesSpec(SplitSpec.time(training, validation, test), window);
  }

  /** Each window's inputs, then its targets, by rank. */
  private static List<List<Float>> windows(JavaRDD<RowBlock> rows) {
    List<List<Float>> byRank = new ArrayList<>();
    for (RowBlock block : rows.collect()) {
      for (int row = 0; row < block.rows(); row++) {
        List<Float> values = new ArrayList<>();
        for (int i = 0; i < block.width(); i++) {
          values.add(block.values()[row * block.width() + i]);
        }
        for (int i = 0; i < block.targetWidth(); i++) {
          values.add(block.targets()[row * block.targetWidth() + i]);
        }
        int rank = (block.firstRow() + row) * 4 + block.virtualWorker();
        while (byRank.size() <= rank) {
          byRank.add(null);
        }
        byRank.set(rank, values);
      }
    }
    return byRank;
  }

  private static List<Float> expected(int first, int steps, int horizon) {
    List<Float> values = new ArrayList<>();
    for (int i = first; i < first + steps; i++) {
      values.add((float) i);
      values.add((float) (1000 + i * i));
    }
    for (int i = first + steps; i < first + steps + horizon; i++) {
      values.add((float) (1000 + i * i));
    }
    return values;
  }

  @Test
  void stayInsideTheirPartOfTheSeries() throws IOException {
    SlidingWindow window = SlidingWindow.of(3).withHorizon(2).withStride(2);
    try (PreparedData data = Jobs.load(request(series(1, 60), split(window, 30, 12, 15)))) {
      List<List<Float>> training = windows(data.training());
      assertThat(training).hasSize(13).hasSize((int) data.counts().training());
      for (int i = 0; i < 13; i++) {
        assertThat(training.get(i)).isEqualTo(expected(2 * i, 3, 2));
      }
      assertThat(windows(data.validation())).hasSize(4).first().isEqualTo(expected(30, 3, 2));
      List<List<Float>> test = windows(data.test());
      assertThat(test).hasSize(6).first().isEqualTo(expected(42, 3, 2));
      assertThat(test.get(5)).as("57 to 59 are left out").isEqualTo(expected(52, 3, 2));
      assertThat(data.input().extents()).containsExactly(3, 2);
      assertThat(data.outputs()).extracting(target -> target.name()).containsExactly("y+1", "y+2");
      double naive = 0;
      for (int i = 0; i < 6; i++) {
        int last = 42 + 2 * i + 2;
        naive += 2 * last + 1 + (last + 2) * (last + 2) - last * last;
      }
      assertThat(data.naiveError()).isCloseTo(naive / 12, within(1e-3));
    }
  }

  @Test
  void areTheSameHoweverTheFilesAreCut() throws IOException {
    SlidingWindow window = SlidingWindow.of(5).withSmoothing(new SmoothingSpec.MovingAverage(4));
    SeriesSpec series = split(window, 300, 50, 50);
    List<List<Object>> seen = new ArrayList<>();
    SparkSession spark = LocalSpark.session();
    String before = spark.conf().get("spark.sql.files.maxPartitionBytes");
    try {
      for (int files : new int[] {1, 7}) {
        spark.conf().set("spark.sql.files.maxPartitionBytes", files == 1 ? "512" : before);
        try (PreparedData data = Jobs.load(request(series(files, 400), series, Jobs.STANDARDIZE))) {
          seen.add(
              List.of(
                  Jobs.bits(data.training()),
                  Jobs.bits(data.validation()),
                  Jobs.bits(data.test()),
                  data.preparation().toJson(),
                  data.naiveError()));
        }
      }
    } finally {
      spark.conf().set("spark.sql.files.maxPartitionBytes", before);
    }
    assertThat(seen.get(0)).isEqualTo(seen.get(1));
  }

  @Test
  void preparationIsFittedOnTrainingRowsAlone() throws IOException {
    PrepareSpec standardize = new PrepareSpec.Standardize(List.of("a", "y"));
    SeriesSpec series = split(SlidingWindow.of(2).withDifference(), 3, 0, 9);
    try (PreparedData data = Jobs.load(request(series(1, 12), series, standardize))) {
      double deviation = Math.sqrt(2 / 3.0);
      List<Float> only = windows(data.training()).get(0);
      assertThat(only.get(0)).isCloseTo((float) (-1 / deviation), within(1e-6f));
      double spread = data.preparation().targets().get(0).divisor();
      assertThat(only.get(4)).as("y2 - y1 = 3").isCloseTo((float) (3 / spread), within(1e-6f));
      assertThat(data.naiveError()).as("mean of 2i + 1, i = 4..10").isCloseTo(15, within(1e-4));
    }
  }

  @Test
  void smoothingLooksBackAndNeverAhead() throws IOException {
    SlidingWindow mean = SlidingWindow.of(2).withSmoothing(new SmoothingSpec.MovingAverage(3));
    try (PreparedData data = Jobs.load(request(series(1, 40), split(mean, 40, 0, 0)))) {
      List<List<Float>> windows = windows(data.training());
      assertThat(windows.get(0).get(0)).isZero();
      assertThat(windows.get(0).get(2)).as("mean of 0, 1").isEqualTo(0.5f);
      assertThat(windows.get(20).get(2)).as("mean of 19, 20, 21").isEqualTo(20f);
      assertThat(windows.get(20).get(4)).as("targets stay").isEqualTo(1000f + 22 * 22);
    }
    SlidingWindow decay = SlidingWindow.of(1).withSmoothing(new SmoothingSpec.Exponential(0.25));
    try (PreparedData data = Jobs.load(request(series(1, 40), split(decay, 40, 0, 0)))) {
      double sum = 0;
      double weight = 0;
      for (int i = 0; i <= 38; i++) {
        sum = 0.75 * sum + i;
        weight = 0.75 * weight + 1;
      }
      assertThat(windows(data.training()).get(38).get(0))
          .isCloseTo((float) (sum / weight), within(1e-4f));
    }
  }

  private static void refuses(DataRequest request, String... parts) {
    assertThatThrownBy(() -> Jobs.load(request))
        .isInstanceOf(UserInputException.class)
        .hasMessageContainingAll(parts);
  }

  @Test
  void whatDoesNotFitTheSeriesIsNamed() throws IOException {
    List<String> files = series(1, 20);
    refuses(
        request(files, split(SlidingWindow.of(20), 20, 0, 0)),
        "data.window.steps=20 and horizon=1 take 21 rows (expected: <= 20, the training rows)");
    refuses(
        request(files, split(SlidingWindow.of(4).withHorizon(3), 10, 4, 6)),
        "take 7 rows (expected: <= 4, the validation rows)");
    refuses(
        request(files, split(SlidingWindow.of(4), 10, 5, 6)),
        "data.split.time.rows take 21 rows (expected: <= 20, those of data.train)");
    refuses(
        request(files, split(SlidingWindow.of(4), 10, 5, 5), Jobs.DROP_DUPLICATES),
        "dropDuplicates where data.split=time");
  }

  @Test
  void aWindowThatNoArrayHoldsIsRefusedByTheOptionToSet() {
    assertThat(WindowPacking.numbers("steps", 60_000, 35_000)).isEqualTo(2_100_000_000);
    assertThatThrownBy(() -> WindowPacking.numbers("steps", 60_000, 40_000))
        .isInstanceOf(UserInputException.class)
        .hasMessage(
            "data.window.steps=60000 of 40000 numbers each (expected: at most 53687, as a window is"
                + " one array); set data.window.steps");
  }
}
