package weir.worker.nn.layer;

import java.util.Arrays;
import java.util.List;
import weir.tensor.Blas;

/**
 * One layer of a recurrence in one direction. The inputs of all steps are multiplied at once, then
 * each step is one product of the state and one call of the cell; likewise backward. Backwards in
 * time differs from forwards in the views alone: inside, the first step is the one computed first.
 * A padded step leaves state and memory as they were.
 */
final class Recurrence {

  /**
   * What is read in how many steps.
   *
   * @param reversed begins with the last step
   */
  record Sequence(int steps, int features, boolean reversed) {}

  private final RecurrentCell cell;
  private final Sequence sequence;
  private final int steps;
  private final RecurrentWeights weights;
  private final Unrolled u;
  private int firstBuffer;
  private float[] inputDelta = new float[0];

  /**
   * @param first of its tensors among the layer's
   */
  Recurrence(RecurrentCell cell, int units, Sequence sequence, Blas blas, int first) {
    this.cell = cell;
    this.sequence = sequence;
    steps = sequence.steps();
    int width = cell.gates() * units;
    weights = new RecurrentWeights(blas, width, sequence.features(), units, first);
    u = new Unrolled(sequence.features(), units, cell.gates());
  }

  /** Its tensors, each name with {@code suffix}. */
  List<Parameter> parameters(String suffix) {
    return weights.parameters(suffix);
  }

  /** Appends the arrays that it keeps, in floats per sample. */
  void addBuffers(List<Integer> sizes) {
    firstBuffer = sizes.size();
    int sums = steps * cell.gates() * u.units;
    sizes.add((steps + 1) * u.readWidth());
    sizes.add(sums);
    if (cell.separatesSums()) {
      sizes.add(sums);
    }
    if (cell.hasMemory()) {
      sizes.add((steps + 1) * u.units);
      sizes.add(steps * u.units);
    }
  }

  /** Lends the arrays of this micro-batch; the state before all steps is zero. */
  void begin(LayerPass pass) {
    u.rows = pass.rows();
    int buffer = firstBuffer;
    u.reads = pass.buffer(buffer++);
    u.sums = pass.buffer(buffer++);
    u.stateSums = cell.separatesSums() ? pass.buffer(buffer++) : u.sums;
    for (int row = 0; row < u.rows; row++) {
      Arrays.fill(u.reads, u.stateAt(0, row), u.stateAt(0, row) + u.units, 0);
    }
    if (cell.hasMemory()) {
      u.memory = pass.buffer(buffer++);
      u.squashed = pass.buffer(buffer);
      Arrays.fill(u.memory, 0, u.slot(), 0);
    }
  }

  /** Runs through all steps, from the input and the first states that the views were given. */
  void forward(LayerPass pass) {
    weights.inputSums(pass, u, steps);
    for (int step = 0; step < steps; step++) {
      weights.addStateSums(pass, u, step);
      cell.forward(u, step);
      if (pass.mask() != null) {
        u.keepStates(pass.mask(), time(step), step);
      }
    }
  }

  /** Zeroes the gradients that readers of the states then add to. */
  void clearDeltas() {
    u.statesDelta = zeroed(u.statesDelta, u.statesAt(steps + 1));
    if (cell.hasMemory()) {
      u.memoryDelta = zeroed(u.memoryDelta, u.slot());
    }
  }

  private static float[] zeroed(float[] array, int length) {
    if (array.length < length) {
      return new float[length];
    }
    Arrays.fill(array, 0, length, 0);
    return array;
  }

  /** Runs back through all steps. */
  void backward(LayerPass pass) {
    for (int step = steps - 1; step >= 0; step--) {
      if (pass.mask() == null) {
        cell.backward(u, step);
      } else {
        u.setAside(pass.mask(), time(step), step);
        cell.backward(u, step);
        u.bringBack(pass.mask(), time(step));
      }
      weights.addStatesDelta(pass, u, step);
    }
  }

  /** After {@link #backward}, where somebody needs it: the gradient with respect to the input. */
  void inputBackward(LayerPass pass) {
    int length = steps * u.rows * sequence.features();
    if (inputDelta.length < length) {
      inputDelta = new float[length];
    }
    weights.inputDelta(pass, u, steps, inputDelta);
  }

  /** After {@link #inputBackward}: the gradient with respect to what {@link #input} views. */
  StepView inputDelta(int column) {
    return view(inputDelta, sequence.features(), 0, column);
  }

  /** After {@link #backward}. */
  void parameterGradient(LayerPass pass) throws InterruptedException {
    weights.gradient(pass, u, steps);
  }

  /** What it reads, in order of time, from one of the features on. */
  StepView input(int column) {
    return view(u.reads, u.readWidth(), 0, column);
  }

  /** The states after each step, in order of time. */
  StepView states() {
    return view(u.reads, u.readWidth(), 1, sequence.features());
  }

  /** Gradient with respect to {@link #states}. */
  StepView statesDelta() {
    return view(u.statesDelta, u.units, 1, 0);
  }

  /** The state after the step computed last. */
  StepView lastState() {
    return state(steps);
  }

  /** Gradient with respect to {@link #lastState}. */
  StepView lastStateDelta() {
    return slot(u.statesDelta, steps);
  }

  /** The state (0) or an LSTM's memory (1) before all steps. */
  StepView firstState(int kind) {
    return kind == 0 ? state(0) : slot(u.memory, 0);
  }

  /** Gradient with respect to {@link #firstState}. */
  StepView firstStateDelta(int kind) {
    return slot(kind == 0 ? u.statesDelta : u.memoryDelta, 0);
  }

  /** Which step of the sequence is computed as number {@code step}. */
  private int time(int step) {
    return sequence.reversed() ? steps - 1 - step : step;
  }

  private StepView state(int slot) {
    return new StepView(u.reads, u.stateAt(slot, 0), u.readWidth(), 0);
  }

  private StepView slot(float[] array, int slot) {
    return new StepView(array, u.statesAt(slot), u.units, 0);
  }

  /** Slots [rows, width] from a slot on, in order of time, from one of the columns on. */
  private StepView view(float[] array, int width, int firstSlot, int column) {
    int stride = u.rows * width;
    return sequence.reversed()
        ? new StepView(array, (firstSlot + steps - 1) * stride + column, width, -stride)
        : new StepView(array, firstSlot * stride + column, width, stride);
  }
}
