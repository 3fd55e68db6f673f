package weir.driver.data;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.UserInputException;
import weir.driver.config.SlidingWindow;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.rank.BlockKey;
import weir.driver.data.rank.FileOrder;
import weir.driver.data.rank.RowShuffle;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;
import weir.driver.data.source.RowSource;
import weir.worker.data.RowBlock;

/**
 * A time series to be continued: a window that ends at each of its rows but the first ones, in
 * order. Targets are the labels of the last input row, where the source has labels. Used on the
 * driver.
 */
public final class SeriesToPredict {
  private static final int BLOCK_WINDOWS = 256;

  private final RowSource source;
  private final SlidingWindow window;
  private final Preparation preparation;
  private final RowComplaint complaint;
  private final FileOrder order;

  /** Says what is wrong with a row, or throws nothing. */
  public interface RowComplaint extends Serializable {

    /**
     * Looks at the row that {@code writer} holds.
     *
     * @throws weir.driver.data.source.BadRowException when it cannot be prepared
     */
    void check(RowWriter writer, RowCursor row);
  }

  /** Windows over the rows of {@code source} in the order of its files. */
  public SeriesToPredict(
      RowSource source, SlidingWindow window, Preparation preparation, RowComplaint complaint) {
    this.source = source;
    this.window = window.withHorizon(1).withStride(1);
    boolean labelled = source.schema().labels() > 0;
    this.preparation = labelled ? preparation : new Preparation(preparation.columns(), List.of());
    this.complaint = complaint;
    this.order = new FileOrder(source);
    if (order.rows() < window.steps()) {
      throw new UserInputException(
          "input has "
              + order.rows()
              + " rows (expected: >= "
              + window.steps()
              + ", the steps of data.window)");
    }
  }

  /** Rows of a window. */
  public int steps() {
    return window.steps();
  }

  /** The windows; {@code firstRow} counts them from 0. Reads the files each time. */
  public JavaRDD<RowBlock> windows() {
    long[] rows = {order.rows()};
    var layout = new WindowLayout(window, 0, WindowLayout.lead(window), BLOCK_WINDOWS, 1, rows);
    Map<BlockKey, Long> starts = order.starts();
    RowComplaint checked = complaint;
    JavaRDD<byte[]> read = source.map(cursor -> new Numbered(cursor, starts, checked));
    long blocks = (layout.windows(0) + BLOCK_WINDOWS - 1) / BLOCK_WINDOWS;
    RawSchema schema = source.schema();
    Preparation prepared = preparation;
    return RowShuffle.sorted(
            read.flatMap(row -> layout.copies(row).iterator()),
            new BlockRanges(blocks, read.getNumPartitions()))
        .mapPartitions(series -> new WindowPacker(series, layout, schema, prepared), true)
        .map(windows -> windows.packed().block());
  }
}
