package weir.worker.nn.layer;

import weir.tensor.Kernels;

/**
 * A gated recurrent unit; sums r, z, n. The reset gate weighs what the state adds to n, so that
 * those sums stay apart.
 */
final class GruCell implements RecurrentCell {

  @Override
  public int gates() {
    return 3;
  }

  @Override
  public boolean separatesSums() {
    return true;
  }

  @Override
  public boolean hasMemory() {
    return false;
  }

  @Override
  public void forward(Unrolled u, int step) {
    int units = u.units;
    for (int row = 0; row < u.rows; row++) {
      int sum = u.sumsAt(step) + row * 3 * units;
      Kernels.add(u.stateSums, sum, u.sums, sum, 2 * units);
      Kernels.sigmoid(u.sums, sum, u.sums, sum, 2 * units);
      int n = sum + 2 * units;
      addProduct(u.sums, sum, u.stateSums, n, units);
      Kernels.tanh(u.sums, n, u.sums, n, units);
      mix(u, sum, u.stateAt(step, row), u.stateAt(step + 1, row));
    }
  }

  /** n += r ⊙ m; n lies in the array of r, where m lies in its own. */
  private static void addProduct(float[] sums, int r, float[] stateSums, int n, int units) {
    for (int i = 0; i < units; i++) {
      sums[n + i] += sums[r + i] * stateSums[n + i];
    }
  }

  private static void mix(Unrolled u, int sum, int before, int after) {
    int z = sum + u.units;
    int n = z + u.units;
    for (int i = 0; i < u.units; i++) {
      float candidate = u.sums[n + i];
      u.reads[after + i] = candidate + u.sums[z + i] * (u.reads[before + i] - candidate);
    }
  }

  @Override
  public void backward(Unrolled u, int step) {
    for (int row = 0; row < u.rows; row++) {
      int sum = u.sumsAt(step) + row * 3 * u.units;
      backward(u, sum, u.stateAt(step, row), u.statesAt(step) + row * u.units);
    }
  }

  private static void backward(Unrolled u, int sum, int state, int before) {
    int after = before + u.slot();
    float[] sums = u.sums;
    float[] stateSums = u.stateSums;
    float[] statesDelta = u.statesDelta;
    int units = u.units;
    for (int i = 0; i < units; i++) {
      int r = sum + i;
      int z = r + units;
      int n = z + units;
      float delta = statesDelta[after + i];
      float reset = sums[r];
      float update = sums[z];
      float candidate = sums[n];
      float candidateDelta = delta * (1 - update) * (1 - candidate) * (1 + candidate);
      float updateDelta = delta * (u.reads[state + i] - candidate) * update * (1 - update);
      float resetDelta = candidateDelta * stateSums[n] * reset * (1 - reset);
      statesDelta[before + i] += delta * update;
      sums[r] = resetDelta;
      sums[z] = updateDelta;
      sums[n] = candidateDelta;
      stateSums[r] = resetDelta;
      stateSums[z] = updateDelta;
      stateSums[n] = candidateDelta * reset;
    }
  }
}
