package weir.worker.nn.layer;

import weir.tensor.Shape;

/** Any shape to one dimension; images [height, width, channels] to C·H·W. */
final class Flatten implements Layer {
  private final Shape output;
  private final int cells;
  private final int channels;

  Flatten(Shape input) {
    output = new Shape(input.size());
    channels = input.rank() == 3 ? input.extent(2) : 1;
    cells = input.size() / channels;
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public void forward(LayerPass pass) {
    if (sameOrder()) {
      pass.output(pass.input(0));
    } else {
      Transpose.blocks(pass.input(0), pass.output(), length(pass), cells, channels);
    }
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    if (sameOrder()) {
      System.arraycopy(pass.delta(), 0, inputDelta, 0, length(pass));
    } else {
      Transpose.blocks(pass.delta(), inputDelta, length(pass), channels, cells);
    }
  }

  private boolean sameOrder() {
    return cells == 1 || channels == 1;
  }

  private int length(LayerPass pass) {
    return pass.rows() * output.size();
  }
}
