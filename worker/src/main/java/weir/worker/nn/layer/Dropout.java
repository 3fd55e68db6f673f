package weir.worker.nn.layer;

import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.nn.spec.DropoutSpec;

/**
 * Dropout with inverted scaling. Number i of row r draws random number {@code r·size + i}, rows
 * counted over the virtual worker's whole step: no cut into micro-batches changes the mask.
 */
final class Dropout implements Layer {
  private static final int MASK = 0;

  private final Shape shape;
  private final double rate;
  private final float scale;

  Dropout(DropoutSpec spec, Shape input) {
    shape = input;
    rate = spec.rate();
    scale = (float) (1 / (1 - rate));
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public int[] buffers() {
    return new int[] {shape.size()};
  }

  @Override
  public boolean keepsSteps() {
    return true;
  }

  @Override
  public void forward(LayerPass pass) {
    if (!pass.pass().training()) {
      pass.output(pass.input(0));
      return;
    }
    float[] mask = pass.buffer(MASK);
    draw(pass, mask);
    multiply(pass.input(0), mask, pass.output(), length(pass));
  }

  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) != null) {
      multiply(pass.delta(), pass.buffer(MASK), pass.inputDelta(0), length(pass));
    }
  }

  private void draw(LayerPass pass, float[] mask) {
    RandomStream random = pass.random();
    long first = (long) pass.pass().firstRow() * shape.size();
    int length = length(pass);
    for (int i = 0; i < length; i++) {
      mask[i] = random.uniform(first + i) < rate ? 0 : scale;
    }
  }

  private static void multiply(float[] x, float[] mask, float[] y, int length) {
    for (int i = 0; i < length; i++) {
      y[i] = x[i] * mask[i];
    }
  }

  private int length(LayerPass pass) {
    return pass.rows() * shape.size();
  }
}
