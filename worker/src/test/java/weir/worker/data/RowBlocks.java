package weir.worker.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import weir.tensor.RandomStream;

/** Blocks of made-up rows for tests. */
public final class RowBlocks {
  private RowBlocks() {}

  /**
   * Rows of one leaf cut into blocks of 1 to {@code largest} rows, in random order. Value (row,
   * column) is {@code leaf·10000 + row·10 + column}, about half of them zero; the target is {@code
   * leaf·1000 + row}.
   */
  public static List<RowBlock> numbered(int leaf, int rows, RowLayout layout, int largest) {
    Random random = new Random(leaf * 31L + rows);
    List<RowBlock> blocks = new ArrayList<>();
    for (int first = 0; first < rows; ) {
      int count = Math.min(rows - first, 1 + random.nextInt(largest));
      blocks.add(block(leaf, first, count, layout));
      first += count;
    }
    Collections.shuffle(blocks, random);
    return blocks;
  }

  /** The value that {@link #numbered} puts at a place. */
  public static float value(int leaf, int row, int column) {
    long bits = new RandomStream(1, leaf, row, column).bits(0);
    return (bits & 1) == 0 ? 0 : leaf * 10000 + row * 10 + column;
  }

  private static RowBlock block(int leaf, int first, int count, RowLayout layout) {
    float[] values = new float[count * layout.width()];
    int[] columns = new int[layout.sparse() ? values.length : 0];
    int[] rowStart = new int[count + 1];
    float[] targets = new float[count * layout.targetWidth()];
    int stored = 0;
    for (int row = 0; row < count; row++) {
      for (int column = 0; column < layout.width(); column++) {
        float value = value(leaf, first + row, column);
        if (!layout.sparse()) {
          values[stored++] = value;
        } else if (value != 0) {
          columns[stored] = column;
          values[stored++] = value;
        }
      }
      rowStart[row + 1] = stored;
      for (int column = 0; column < layout.targetWidth(); column++) {
        targets[row * layout.targetWidth() + column] = leaf * 1000 + first + row;
      }
    }
    return new RowBlock(
        leaf,
        first,
        count,
        layout.width(),
        values,
        layout.sparse() ? rowStart : null,
        layout.sparse() ? columns : null,
        targets,
        layout.targetWidth(),
        null);
  }
}
