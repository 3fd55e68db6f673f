package weir.worker.nn.layer;

import weir.tensor.Shape;
import weir.worker.nn.spec.DropoutSpec;

/**
 * Dropout with inverted scaling. Number i of row r draws random number {@code r·size + i}, rows
 * counted over the virtual worker's whole step: no cut into micro-batches changes the mask.
 */
final class Dropout implements Layer {
  private static final int MASK = 0;

  private final Shape shape;
  private final DropoutMask factors;

  Dropout(DropoutSpec spec, Shape input) {
    shape = input;
    factors = new DropoutMask(spec.rate());
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
    long first = (long) pass.pass().firstRow() * shape.size();
    factors.draw(pass.random(), first, mask, 0, length(pass));
    multiply(pass.input(0), mask, pass.output(), length(pass));
  }

  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) != null) {
      multiply(pass.delta(), pass.buffer(MASK), pass.inputDelta(0), length(pass));
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
