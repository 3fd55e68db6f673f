package weir.worker.nn.layer;

import weir.tensor.Shape;
import weir.worker.nn.activation.Activation;
import weir.worker.nn.spec.ActivationSpec;

/** Softmax along an axis that is not the last: turned to the back, and back again. */
final class AxisActivation implements Layer {
  private final Activation activation;
  private final Shape shape;
  private final int axisLength;

  /** Product of the extents behind the axis. */
  private final int stride;

  AxisActivation(ActivationSpec spec, Shape input, int axis) {
    activation = new Activation(spec);
    shape = input;
    axisLength = input.extent(axis);
    int behind = 1;
    for (int i = axis + 1; i < input.rank(); i++) {
      behind *= input.extent(i);
    }
    stride = behind;
  }

  @Override
  public Shape output() {
    return shape;
  }

  @Override
  public int[] buffers() {
    return new int[] {shape.size(), shape.size()};
  }

  @Override
  public void forward(LayerPass pass) {
    float[] turned = pass.buffer(0);
    int length = pass.rows() * shape.size();
    Transpose.blocks(pass.input(0), turned, length, axisLength, stride);
    activation.forward(turned, turned, length / axisLength, axisLength);
    Transpose.blocks(turned, pass.output(), length, stride, axisLength);
  }

  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) == null) {
      return;
    }
    float[] turnedDelta = pass.buffer(1);
    int length = pass.rows() * shape.size();
    Transpose.blocks(pass.delta(), turnedDelta, length, axisLength, stride);
    activation.backward(null, pass.buffer(0), turnedDelta, length / axisLength, axisLength);
    Transpose.blocks(turnedDelta, pass.inputDelta(0), length, stride, axisLength);
  }
}
