package weir.driver.data;

import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import weir.driver.data.prepare.RowPreparer;
import weir.driver.data.row.RowBytes;
import weir.driver.data.row.RowReader;
import weir.worker.data.RowBlock;

/**
 * Prepares placed rows, which come sorted by place, and packs them into blocks. A block never mixes
 * sets or virtual workers. One thread only.
 */
final class Packer implements Iterator<PackedRows> {
  private final Iterator<byte[]> rows;
  private final RowReader reader;
  private final RowPreparer preparer;
  private final BlockShape shape;
  private final boolean weighted;
  private byte[] next;

  Packer(Iterator<byte[]> rows, RowReader reader, RowPreparer preparer, BlockShape shape) {
    this.rows = rows;
    this.reader = reader;
    this.weighted = reader.weighted();
    this.preparer = preparer;
    this.shape = shape;
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
  public PackedRows next() {
    if (next == null) {
      throw new NoSuchElementException("no more blocks");
    }
    return new PackedRows(RowSet.of(RowBytes.set(next)), shape.sparse() ? sparse() : dense());
  }

  private boolean continues(int set, int leaf, int count) {
    return next != null
        && count < shape.rows()
        && RowBytes.set(next) == set
        && RowBytes.virtualWorker(next) == leaf;
  }

  private RowBlock dense() {
    int set = RowBytes.set(next);
    int leaf = RowBytes.virtualWorker(next);
    int first = RowBytes.leafRow(next);
    float[] values = new float[shape.rows() * shape.width()];
    float[] targets = new float[shape.rows() * shape.targets()];
    float[] weights = weights();
    int count = 0;
    while (continues(set, leaf, count)) {
      reader.read(next);
      preparer.dense(reader, values, count * shape.width());
      preparer.targets(reader, targets, shape.targets() * count);
      weigh(weights, count++);
      advance();
    }
    return new RowBlock(
        leaf,
        first,
        count,
        shape.width(),
        trimmed(values, count * shape.width()),
        null,
        null,
        trimmed(targets, count * shape.targets()),
        shape.targets(),
        weights == null ? null : trimmed(weights, count));
  }

  private RowBlock sparse() {
    int set = RowBytes.set(next);
    int leaf = RowBytes.virtualWorker(next);
    int first = RowBytes.leafRow(next);
    int[] starts = new int[shape.rows() + 1];
    int[] columns = new int[1024];
    float[] values = new float[1024];
    float[] targets = new float[shape.rows() * shape.targets()];
    float[] weights = weights();
    int count = 0;
    while (continues(set, leaf, count)) {
      reader.read(next);
      int end = starts[count] + preparer.entries(reader);
      if (end > columns.length) {
        columns = Arrays.copyOf(columns, Math.max(end, 2 * columns.length));
        values = Arrays.copyOf(values, columns.length);
      }
      preparer.sparse(reader, columns, values, starts[count]);
      preparer.targets(reader, targets, shape.targets() * count);
      weigh(weights, count++);
      starts[count] = end;
      advance();
    }
    return new RowBlock(
        leaf,
        first,
        count,
        shape.width(),
        trimmed(values, starts[count]),
        Arrays.copyOf(starts, count + 1),
        Arrays.copyOf(columns, starts[count]),
        trimmed(targets, count * shape.targets()),
        shape.targets(),
        weights == null ? null : trimmed(weights, count));
  }

  private float[] weights() {
    return weighted ? new float[shape.rows()] : null;
  }

  private void weigh(float[] weights, int row) {
    if (weighted) {
      weights[row] = (float) reader.weight();
    }
  }

  private static float[] trimmed(float[] values, int length) {
    return values.length == length ? values : Arrays.copyOf(values, length);
  }
}
