package weir.worker.nn.layer;

/**
 * The arrays of one recurrence over all steps of a micro-batch, [slots][rows][..] each, steps in
 * the order in which they are computed. States have a slot more: the first is the one before all
 * steps.
 */
final class Unrolled {
  final int units;
  private final int gates;

  /** Rows of this micro-batch. */
  int rows;

  /** What each step reads. */
  float[] input;

  /**
   * The sums that gates are functions of, then the gates themselves, then the gradient with respect
   * to the sums.
   */
  float[] sums;

  /** The part of the sums that comes from the state; the same array where nobody asks. */
  float[] stateSums;

  float[] states;

  /** An LSTM's c. */
  float[] memory;

  /** tanh of the memory after each step. */
  float[] squashed;

  /** Gradient with respect to the states, from above and from the step that follows. */
  float[] statesDelta = new float[0];

  /** Gradient with respect to the memory, of one step only. */
  float[] memoryDelta = new float[0];

  Unrolled(int units, int gates) {
    this.units = units;
    this.gates = gates;
  }

  /** Floats of a step's states. */
  int slot() {
    return rows * units;
  }

  int statesAt(int step) {
    return step * slot();
  }

  int sumsAt(int step) {
    return step * slot() * gates;
  }
}
