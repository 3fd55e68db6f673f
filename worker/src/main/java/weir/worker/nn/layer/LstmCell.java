package weir.worker.nn.layer;

import weir.tensor.Kernels;

/** Long short-term memory; sums i, f, g, o, and a memory behind the state. */
final class LstmCell implements RecurrentCell {

  @Override
  public int gates() {
    return 4;
  }

  @Override
  public boolean separatesSums() {
    return false;
  }

  @Override
  public boolean hasMemory() {
    return true;
  }

  @Override
  public void forward(Unrolled u, int step) {
    int units = u.units;
    for (int row = 0; row < u.rows; row++) {
      int sum = u.sumsAt(step) + row * 4 * units;
      Kernels.sigmoid(u.sums, sum, u.sums, sum, 2 * units);
      Kernels.tanh(u.sums, sum + 2 * units, u.sums, sum + 2 * units, units);
      Kernels.sigmoid(u.sums, sum + 3 * units, u.sums, sum + 3 * units, units);
      remember(u, sum, u.statesAt(step) + row * units, u.statesAt(step + 1) + row * units);
    }
    int after = u.statesAt(step + 1);
    Kernels.tanh(u.memory, after, u.squashed, u.statesAt(step), u.slot());
    for (int row = 0; row < u.rows; row++) {
      int sum = u.sumsAt(step) + row * 4 * units;
      putOut(u, sum + 3 * units, u.statesAt(step) + row * units, u.stateAt(step + 1, row));
    }
  }

  private static void remember(Unrolled u, int sum, int before, int after) {
    float[] sums = u.sums;
    float[] memory = u.memory;
    int f = sum + u.units;
    int g = f + u.units;
    for (int i = 0; i < u.units; i++) {
      memory[after + i] = sums[f + i] * memory[before + i] + sums[sum + i] * sums[g + i];
    }
  }

  private static void putOut(Unrolled u, int o, int squashed, int after) {
    for (int i = 0; i < u.units; i++) {
      u.reads[after + i] = u.sums[o + i] * u.squashed[squashed + i];
    }
  }

  @Override
  public void backward(Unrolled u, int step) {
    for (int row = 0; row < u.rows; row++) {
      int sum = u.sumsAt(step) + row * 4 * u.units;
      backward(u, sum, u.statesAt(step) + row * u.units, row * u.units);
    }
  }

  /** The memory's gradient is kept for one step only: each step turns it into that before. */
  private static void backward(Unrolled u, int sum, int before, int row) {
    float[] sums = u.sums;
    float[] memoryDelta = u.memoryDelta;
    int units = u.units;
    int after = before + u.slot();
    for (int j = 0; j < units; j++) {
      int i = sum + j;
      int f = i + units;
      int g = f + units;
      int o = g + units;
      float input = sums[i];
      float forget = sums[f];
      float candidate = sums[g];
      float output = sums[o];
      float squashed = u.squashed[before + j];
      float delta = u.statesDelta[after + j];
      float memory = memoryDelta[row + j] + delta * output * (1 - squashed) * (1 + squashed);
      sums[i] = memory * candidate * input * (1 - input);
      sums[f] = memory * u.memory[before + j] * forget * (1 - forget);
      sums[g] = memory * input * (1 - candidate) * (1 + candidate);
      sums[o] = delta * squashed * output * (1 - output);
      memoryDelta[row + j] = memory * forget;
    }
  }
}
