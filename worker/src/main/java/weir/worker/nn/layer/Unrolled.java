package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;

/**
 * The arrays of one recurrence over all steps of a micro-batch, [slots][rows][..] each, steps in
 * the order in which they are computed. States have a slot more: the first is the one before all
 * steps.
 */
final class Unrolled {
  final int units;
  private final int features;
  private final int gates;

  /** Rows of this micro-batch. */
  int rows;

  /**
   * What each step reads: in a row its input and then the state before it, so that one product
   * gives the gradient of both weights. The last slot has a state only.
   */
  float[] reads;

  /**
   * The sums that gates are functions of, then the gates themselves, then the gradient with respect
   * to the sums.
   */
  float[] sums;

  /** The part of the sums that comes from the state; the same array where nobody asks. */
  float[] stateSums;

  /** An LSTM's c; null for other cells. */
  float[] memory;

  /** tanh of the memory after each step. */
  float[] squashed;

  /** Gradient with respect to the states, from above and from the step that follows. */
  float[] statesDelta = new float[0];

  /** Gradient with respect to the memory, of one step only. */
  float[] memoryDelta = new float[0];

  private float[] memoryAside = new float[0];

  Unrolled(int features, int units, int gates) {
    this.features = features;
    this.units = units;
    this.gates = gates;
  }

  /** After {@code step}, the rows whose step at {@code time} is padding are as they were before. */
  void keepStates(StepMask mask, int time, int step) {
    for (int row = 0; row < rows; row++) {
      if (mask.padded(row, time)) {
        System.arraycopy(reads, stateAt(step, row), reads, stateAt(step + 1, row), units);
        if (memory != null) {
          int before = statesAt(step) + row * units;
          System.arraycopy(memory, before, memory, before + slot(), units);
        }
      }
    }
  }

  /**
   * The way back of {@link #keepStates}: a padded row's gradient goes past {@code step}, whose cell
   * then sees none.
   */
  void setAside(StepMask mask, int time, int step) {
    if (memoryAside.length < memoryDelta.length) {
      memoryAside = new float[memoryDelta.length];
    }
    for (int row = 0; row < rows; row++) {
      if (mask.padded(row, time)) {
        int before = statesAt(step) + row * units;
        Kernels.add(statesDelta, before + slot(), statesDelta, before, units);
        Arrays.fill(statesDelta, before + slot(), before + slot() + units, 0);
        if (memory != null) {
          System.arraycopy(memoryDelta, row * units, memoryAside, row * units, units);
          Arrays.fill(memoryDelta, row * units, (row + 1) * units, 0);
        }
      }
    }
  }

  /** After the cell: the memory's gradient that {@link #setAside} kept. */
  void bringBack(StepMask mask, int time) {
    for (int row = 0; memory != null && row < rows; row++) {
      if (mask.padded(row, time)) {
        System.arraycopy(memoryAside, row * units, memoryDelta, row * units, units);
      }
    }
  }

  /** Floats of a step's states. */
  int slot() {
    return rows * units;
  }

  /** Of memory, squashed and gradients with respect to states. */
  int statesAt(int step) {
    return step * slot();
  }

  /** Floats of a row of {@link #reads}. */
  int readWidth() {
    return features + units;
  }

  /** The input of {@code step} in {@link #reads}. */
  int readsAt(int step) {
    return step * rows * readWidth();
  }

  /** A row's state before {@code step} in {@link #reads}. */
  int stateAt(int step, int row) {
    return readsAt(step) + row * readWidth() + features;
  }

  int sumsAt(int step) {
    return step * slot() * gates;
  }
}
