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
    Kernels.tanh(u.sums, u.sumsAt(step), u.states, u.statesAt(step + 1), u.slot());
  }

  @Override
  public void backward(Unrolled u, int step) {
    float[] delta = u.sums;
    float[] states = u.states;
    float[] statesDelta = u.statesDelta;
    int sum = u.sumsAt(step);
    int after = u.statesAt(step + 1);
    for (int i = 0; i < u.slot(); i++) {
      float state = states[after + i];
      delta[sum + i] = statesDelta[after + i] * (1 - state) * (1 + state);
    }
  }
}
