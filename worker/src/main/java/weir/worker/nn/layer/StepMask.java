package weir.worker.nn.layer;

import java.util.Arrays;

/**
 * Which steps of a micro-batch are padding, [rows, steps]: filled by the layer that reads the ids,
 * read by all behind it. One thread only.
 */
public final class StepMask {
  private final int steps;
  private boolean[] padded = new boolean[0];
  private int paddedSteps;

  StepMask(int steps) {
    this.steps = steps;
  }

  /** No step of {@code rows} rows is padding so far. */
  void clear(int rows) {
    if (padded.length < rows * steps) {
      padded = new boolean[rows * steps];
    }
    Arrays.fill(padded, 0, rows * steps, false);
    paddedSteps = 0;
  }

  /** Marks a step of a row as padding. */
  void pad(int row, int step) {
    padded[row * steps + step] = true;
    paddedSteps++;
  }

  /** True when the step of the row is padding. */
  boolean padded(int row, int step) {
    return padded[row * steps + step];
  }

  /** True when any step is padding. */
  public boolean any() {
    return paddedSteps > 0;
  }

  /** Steps of a row that are no padding. */
  int realSteps(int row) {
    int real = 0;
    for (int step = 0; step < steps; step++) {
      real += padded(row, step) ? 0 : 1;
    }
    return real;
  }
}
