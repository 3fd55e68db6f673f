package weir.driver.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.spark.SerializableWritable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;
import weir.driver.UserInputException;
import weir.driver.config.SlidingWindow;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.rank.LeafOwners;
import weir.driver.data.rank.Phase;
import weir.driver.data.rank.RowShuffle;
import weir.driver.data.rank.Survey;
import weir.driver.data.row.RawSchema;
import weir.driver.data.source.RowSource;
import weir.driver.spark.Parcel;
import weir.tensor.Shape;
import weir.worker.data.BatchTooLargeException;
import weir.worker.data.RowBlock;

/**
 * Sends the rows of a time series to the workers whose windows look at them, cuts windows and
 * caches them there. Rows never come to the driver.
 */
final class WindowPacking {
  private final DataRequest request;
  private final Preparation preparation;
  private final Map<RowSet, RowSource> sources;
  private final SlidingWindow window;

  WindowPacking(DataRequest request, Preparation preparation, Map<RowSet, RowSource> sources) {
    this.request = request;
    this.preparation = preparation;
    this.sources = sources;
    this.window = request.data().series().window();
    if (preparation.sparse()) {
      throw new UserInputException(
          "data.window over sparse rows (expected: numbers or texts); set data.prepare");
    }
  }

  /**
   * @param weighed is told what the windows will take; it may refuse them
   */
  PreparedData pack(JavaRDD<byte[]> sorted, Survey survey, Consumer<PackedSize> weighed) {
    WindowLayout layout = layout(survey);
    PackedSize size = size(layout);
    weighed.accept(size);
    RawSchema schema = sources.values().iterator().next().schema();
    Preparation prepared = preparation;
    JavaRDD<SerializableWritable<Parcel<PackedWindows>>> cached =
        RowShuffle.sorted(
                Phase.named("placing", sorted.flatMap(row -> layout.copies(row).iterator())),
                new LeafOwners(request.workers(), request.virtualWorkers()))
            .mapPartitions(rows -> new WindowPacker(rows, layout, schema, prepared), true)
            .map(Parcel::of)
            .persist(StorageLevel.MEMORY_AND_DISK());
    Phase.named("packing", cached);
    JavaRDD<PackedWindows> packed = cached.map(Parcel::open);
    double naive = Packing.kept(cached, () -> naiveError(packed, layout));
    JavaRDD<PackedRows> blocks = packed.map(PackedWindows::packed);
    int width = numbers("steps", window.steps(), preparation.width());
    return new PreparedData(
        Packing.view(blocks, RowSet.TRAINING),
        windows(layout, RowSet.VALIDATION) == 0 ? null : Packing.view(blocks, RowSet.VALIDATION),
        windows(layout, RowSet.TEST) == 0 ? null : Packing.view(blocks, RowSet.TEST),
        size,
        preparation,
        width,
        false,
        false,
        new Shape(window.steps(), preparation.width()),
        SourceNames.of(sources),
        preparation.outputs(window),
        naive,
        cached,
        List.of(),
        Insights.NONE);
  }

  private PackedSize size(WindowLayout layout) {
    long numbers = (long) window.steps() * preparation.width() + preparation.outputs(window).size();
    return new PackedSize(
        new PreparedData.RowCounts(
            windows(layout, RowSet.TRAINING),
            windows(layout, RowSet.VALIDATION),
            windows(layout, RowSet.TEST)),
        (double) Float.BYTES * numbers,
        numbers);
  }

  /** Numbers of so many rows of a window, which lie in one array. */
  static int numbers(String option, int rows, int each) {
    int most = BatchTooLargeException.MOST / each;
    if (rows > most) {
      throw new UserInputException(
          "data.window."
              + option
              + "="
              + rows
              + " of "
              + each
              + " numbers each (expected: at most "
              + most
              + ", as a window is one array); set data.window."
              + option);
    }
    return rows * each;
  }

  private static long windows(WindowLayout layout, RowSet set) {
    return layout.windows(set.ordinal());
  }

  private WindowLayout layout(Survey survey) {
    long[] rows = new long[RowSet.values().length];
    for (RowSet set : RowSet.values()) {
      rows[set.ordinal()] = survey.rows(set.ordinal());
      if (rows[set.ordinal()] > 0 && rows[set.ordinal()] < window.rows()) {
        throw new UserInputException(
            "data.window.steps="
                + window.steps()
                + " and horizon="
                + window.horizon()
                + " take "
                + window.rows()
                + " rows (expected: <= "
                + rows[set.ordinal()]
                + ", the "
                + set.name().toLowerCase(Locale.ROOT)
                + " rows); set data.window.steps");
      }
    }
    int width = numbers("steps", window.steps(), preparation.width());
    int targets = numbers("horizon", window.horizon(), preparation.targets().size());
    int blockWindows = BlockShape.of(4.0 * (width + targets), width, targets, false).rows();
    return new WindowLayout(
        window,
        window.horizon(),
        WindowLayout.lead(window),
        blockWindows,
        request.virtualWorkers(),
        rows);
  }

  /** Sums of the blocks of the test windows, added in the order of their ranks. */
  private double naiveError(JavaRDD<PackedWindows> packed, WindowLayout layout) {
    List<Tuple2<RowBlock, Double>> sums =
        new ArrayList<>(
            Parcel.collect(
                packed
                    .filter(windows -> windows.packed().set() == RowSet.TEST)
                    .map(
                        windows ->
                            new Tuple2<>(place(windows.packed().block()), windows.naive()))));
    sums.sort(
        Comparator.comparingInt((Tuple2<RowBlock, Double> sum) -> sum._1().virtualWorker())
            .thenComparingInt(sum -> sum._1().firstRow()));
    double sum = sums.stream().mapToDouble(Tuple2::_2).reduce(0, Double::sum);
    boolean numbers = preparation.classes().isEmpty();
    return numbers
        ? sum / (windows(layout, RowSet.TEST) * preparation.outputs(window).size())
        : Double.NaN;
  }

  /** Where a block lies, without its rows. */
  private static RowBlock place(RowBlock block) {
    return new RowBlock(
        block.virtualWorker(), block.firstRow(), 0, block.width(), null, null, null, null, 0, null);
  }
}
