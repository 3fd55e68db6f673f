package weir.worker.nn.layer;

import weir.tensor.Kernels;

/** h' = tanh(sum). */
final class SimpleCell implements RecurrentCell {

  @Override
  public int gates() {
    return 1;
  }

  @Override
  public boolean separatesSums() {
    return false;
  }

  @Override
  public boolean hasMemory() {
    return false;
  }

  @Override
  public void forward(Unrolled u, int step) {
    int sum = u.sumsAt(step);
    Kernels.tanh(u.sums, sum, u.sums, sum, u.slot());
    for (int row = 0; row < u.rows; row++) {
      System.arraycopy(u.sums, sum + row * u.units, u.reads, u.stateAt(step + 1, row), u.units);
    }
  }

  @Override
  public void backward(Unrolled u, int step) {
    float[] sums = u.sums;
    float[] statesDelta = u.statesDelta;
    int sum = u.sumsAt(step);
    int after = u.statesAt(step + 1);
    for (int i = 0; i < u.slot(); i++) {
      float state = sums[sum + i];
      sums[sum + i] = statesDelta[after + i] * (1 - state) * (1 + state);
    }
  }
}
