package weir.worker.nn.layer;

import java.util.List;
import weir.tensor.Kernels;
import weir.tensor.Shape;

/** The sum of its inputs, in their order; each input gets the whole gradient. */
final class Add implements Layer {
  private final Shape shape;
  private final int inputs;

  Add(List<Shape> inputs) {
    if (inputs.size() < 2 || inputs.stream().distinct().count() > 1) {
      throw new IllegalArgumentException(
          "add got " + inputs + " (expected: two or more inputs of one shape); set add.inputs");
    }
    this.shape = inputs.get(0);
    this.inputs = inputs.size();
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
    float[] sum = pass.output();
    int length = pass.rows() * shape.size();
    System.arraycopy(pass.input(0), 0, sum, 0, length);
    for (int i = 1; i < inputs; i++) {
      Kernels.add(pass.input(i), 0, sum, 0, length);
    }
  }

  @Override
  public void backward(LayerPass pass) {
    for (int i = 0; i < inputs; i++) {
      if (pass.inputDelta(i) != null) {
        System.arraycopy(pass.delta(), 0, pass.inputDelta(i), 0, pass.rows() * shape.size());
      }
    }
  }
}
