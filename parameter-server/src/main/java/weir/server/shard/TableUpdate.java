package weir.server.shard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.proto.partition.TablePart;
import weir.proto.spec.UpdateSpec;

/**
 * From the sums of touched rows to their next weights, each row a block of a {@link ChunkUpdate};
 * the other rows rest with their state, while bias corrections count every step (as PyTorch's
 * SparseAdam). A row's state is created when it is first touched: rows get places in that order,
 * and a page of places has state of its own.
 */
final class TableUpdate {
  /** About as many floats of state a page as a chunk has. */
  private static final int PAGE = 64 * 1024;

  private static final int UNTOUCHED = -1;

  private final UpdateSpec spec;
  private final NormBlocks rowsOfPage;
  private final int rowLength;
  private final int[] places;
  private final List<ChunkUpdate> pages = new ArrayList<>();
  private final List<ChunkUpdate.Step> steps = new ArrayList<>();
  private final float[] current;
  private final float[] next;
  private int touched;
  private long step;
  private double weight;
  private double rateFactor = 1;

  /**
   * @param group of the table's parameters
   */
  TableUpdate(UpdateSpec spec, int group, TablePart part) {
    this.spec = spec;
    this.rowLength = part.rowLength();
    int rows = Math.min(part.rows(), Math.max(1, PAGE / rowLength));
    this.rowsOfPage =
        NormBlocks.rows(rows, rowLength, group, spec.groups().get(group).penalty().bounded());
    this.places = new int[part.rows()];
    Arrays.fill(places, UNTOUCHED);
    // State is indexed like these: a row is copied to its place, moved there, and copied back.
    this.current = new float[rows * rowLength];
    this.next = new float[current.length];
  }

  /** Rows that have state. */
  int touched() {
    return touched;
  }

  /** From the next step on rates are this times the schedule's. */
  void scaleRate(double factor) {
    rateFactor = factor;
    pages.forEach(page -> page.scaleRate(factor));
  }

  /** Begins step {@code number}, from 0. */
  void begin(long number, double sumOfWeights) {
    step = number;
    weight = sumOfWeights;
    for (int page = 0; page < pages.size(); page++) {
      steps.set(page, null);
    }
  }

  /**
   * Moves one row, at most once a step.
   *
   * @param row counted from the part's first
   * @param gradients its gradient sum begins at {@code from}
   * @param weights its weights begin at {@code row·rowLength}
   */
  void apply(int row, float[] gradients, int from, float[] weights) {
    int place = place(row);
    int block = place % rowsOfPage.count();
    int at = rowsOfPage.from(block);
    System.arraycopy(weights, row * rowLength, current, at, rowLength);
    System.arraycopy(gradients, from, next, at, rowLength);
    stepOf(place / rowsOfPage.count()).apply(block, current, next);
    System.arraycopy(next, at, weights, row * rowLength, rowLength);
  }

  private int place(int row) {
    if (places[row] == UNTOUCHED) {
      places[row] = touched++;
    }
    return places[row];
  }

  private ChunkUpdate.Step stepOf(int page) {
    if (page == pages.size()) {
      ChunkUpdate fresh = new ChunkUpdate(spec, rowsOfPage);
      fresh.scaleRate(rateFactor);
      pages.add(fresh);
      steps.add(null);
    }
    ChunkUpdate.Step begun = steps.get(page);
    if (begun == null) {
      begun = pages.get(page).begin(step, weight);
      steps.set(page, begun);
    }
    return begun;
  }
}
