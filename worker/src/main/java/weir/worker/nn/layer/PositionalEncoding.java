package weir.worker.nn.layer;

import weir.tensor.Kernels;
import weir.tensor.Shape;

/** {@code y = x + waves}, all [steps, features] of each sample. */
final class PositionalEncoding implements Layer {
  private static final double LONGEST = 10_000;

  private final Shape shape;
  private final float[] waves;

  PositionalEncoding(Shape input) {
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          "positionalEncoding got " + input + " (expected: [steps, features])");
    }
    shape = input;
    waves = waves(input.extent(0), input.extent(1));
  }

  /** Strict functions: the same bits on every JVM. */
  private static float[] waves(int steps, int features) {
    float[] waves = new float[steps * features];
    for (int feature = 0; feature < features; feature++) {
      double length = StrictMath.pow(LONGEST, (feature - feature % 2) / (double) features);
      for (int step = 0; step < steps; step++) {
        double angle = step / length;
        waves[step * features + feature] =
            (float) (feature % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
      }
    }
    return waves;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public boolean keepsSteps() {
    return true;
  }

  @Override
  public void forward(LayerPass pass) {
    System.arraycopy(pass.input(0), 0, pass.output(), 0, pass.rows() * waves.length);
    Kernels.addBias(pass.output(), 0, pass.rows(), waves.length, waves, 0);
  }

  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) != null) {
      System.arraycopy(pass.delta(), 0, pass.inputDelta(0), 0, pass.rows() * waves.length);
    }
  }
}
