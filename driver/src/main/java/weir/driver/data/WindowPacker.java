package weir.driver.data;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import weir.driver.config.SlidingWindow;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.prepare.RowPreparer;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowReader;
import weir.worker.data.RowBlock;

/**
 * Prepares the rows that blocks look at, which come block by block, and cuts windows. One thread
 * only.
 */
final class WindowPacker implements Iterator<PackedWindows> {
  private final Iterator<byte[]> rows;
  private final WindowLayout layout;
  private final RowReader reader;
  private final RowPreparer preparer;
  private final List<FittedTarget> targets;
  private final double[] weights;
  private final int width;
  private byte[] next;

  WindowPacker(
      Iterator<byte[]> rows, WindowLayout layout, RawSchema schema, Preparation preparation) {
    this.rows = rows;
    this.layout = layout;
    this.reader = new RowReader(schema);
    this.preparer = new RowPreparer(schema, preparation);
    this.targets = preparation.targets();
    this.weights = layout.window().smooth().weights();
    this.width = preparation.width();
    advance();
  }

  private void advance() {
    next = rows.hasNext() ? rows.next() : null;
  }

  @Override
  public boolean hasNext() {
    return next != null;
  }

  @Override
  public PackedWindows next() {
    if (next == null) {
      throw new NoSuchElementException("no more blocks");
    }
    int set = RowBytes.set(next);
    int leaf = RowBytes.virtualWorker(next);
    int block = RowBytes.leafRow(next);
    int span = layout.span(set, leaf, block);
    float[] features = new float[span * width];
    float[] labels = new float[span * targets.size()];
    while (next != null
        && RowBytes.set(next) == set
        && RowBytes.virtualWorker(next) == leaf
        && RowBytes.leafRow(next) == block) {
      int slot = (int) (RowBytes.position(next) - layout.firstRow(leaf, block));
      if (slot < span) {
        reader.read(next);
        preparer.dense(reader, features, slot * width);
        preparer.targets(reader, labels, slot * targets.size());
      }
      advance();
    }
    return windows(set, leaf, block, smoothed(features), labels);
  }

  /** Sums in double, from this row backwards, as far as the rows reach. */
  private float[] smoothed(float[] features) {
    if (weights.length == 1) {
      return features;
    }
    float[] smoothed = new float[features.length];
    for (int at = 0; at < features.length; at++) {
      double sum = 0;
      double weight = 0;
      for (int i = 0, from = at; i < weights.length && from >= 0; i++, from -= width) {
        sum += weights[i] * features[from];
        weight += weights[i];
      }
      smoothed[at] = (float) (sum / weight);
    }
    return smoothed;
  }

  private PackedWindows windows(int set, int leaf, int block, float[] features, float[] labels) {
    SlidingWindow window = layout.window();
    int count = layout.count(set, leaf, block);
    int size = targets.size();
    float[] values = new float[count * window.steps() * width];
    int goalsEach = Math.max(1, layout.ahead()) * size;
    float[] goals = new float[count * goalsEach];
    boolean difference = window.difference() && layout.ahead() > 0;
    double naive = 0;
    for (int index = 0; index < count; index++) {
      int start = (int) (layout.start(leaf, block, index) - layout.firstRow(leaf, block));
      int length = window.steps() * width;
      System.arraycopy(features, start * width, values, index * length, length);
      int last = (start + window.steps() - 1) * size;
      int first = layout.ahead() == 0 ? last : last + size;
      for (int i = 0; i < goalsEach; i++) {
        double change = (double) labels[first + i] - labels[last + i % size];
        goals[index * goalsEach + i] = difference ? (float) change : labels[first + i];
        naive += Math.abs(change) * targets.get(i % size).divisor();
      }
    }
    RowBlock rowBlock =
        new RowBlock(
            leaf,
            block * layout.blockWindows(),
            count,
            window.steps() * width,
            values,
            null,
            null,
            goals,
            goalsEach,
            null);
    return new PackedWindows(new PackedRows(RowSet.of(set), rowBlock), naive);
  }
}
