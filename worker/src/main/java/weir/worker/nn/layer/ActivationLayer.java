package weir.worker.nn.layer;

import weir.tensor.Shape;
import weir.worker.nn.activation.Activation;
import weir.worker.nn.spec.ActivationSpec;

/** An activation as a layer of its own. */
final class ActivationLayer implements Layer {
  private final Activation activation;
  private final Shape shape;
  private final int columns;

  ActivationLayer(ActivationSpec spec, Shape input) {
    activation = new Activation(spec);
    shape = input;
    columns = input.extent(input.rank() - 1);
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
    activation.forward(pass.input(0), pass.output(), pass.rows() * shape.size() / columns, columns);
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    int length = pass.rows() * shape.size();
    System.arraycopy(pass.delta(), 0, inputDelta, 0, length);
    activation.backward(pass.input(0), pass.output(), inputDelta, length / columns, columns);
  }
}
