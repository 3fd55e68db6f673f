package weir.worker.nn.layer;

import weir.tensor.Shape;

/** The same numbers in another shape, in PyTorch's order: images count as channels first. */
final class Reshape implements Layer {
  private final Shape input;
  private final Shape output;

  Reshape(Shape input, Shape output) {
    if (input.size() != output.size()) {
      throw new IllegalArgumentException(
          "reshape got "
              + input
              + ", "
              + input.size()
              + " numbers (expected: as many as in "
              + output
              + ", "
              + output.size()
              + "); set reshape.shape");
    }
    this.input = input;
    this.output = output;
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public int[] buffers() {
    return turned(input) && turned(output) ? new int[] {output.size()} : new int[0];
  }

  @Override
  public void forward(LayerPass pass) {
    if (sameOrder()) {
      pass.output(pass.input(0));
    } else {
      move(pass, pass.input(0), input, pass.output(), output);
    }
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    if (sameOrder()) {
      System.arraycopy(pass.delta(), 0, inputDelta, 0, pass.rows() * output.size());
    } else {
      move(pass, pass.delta(), output, inputDelta, input);
    }
  }

  /** From one image's order, or from PyTorch's, to the other's. */
  private void move(LayerPass pass, float[] x, Shape from, float[] y, Shape to) {
    int length = pass.rows() * output.size();
    float[] plain = turned(from) && turned(to) ? pass.buffer(0) : turned(from) ? y : x;
    if (turned(from)) {
      Transpose.blocks(x, plain, length, cells(from), from.extent(2));
    }
    if (turned(to)) {
      Transpose.blocks(plain, y, length, to.extent(2), cells(to));
    }
  }

  private boolean sameOrder() {
    return input.equals(output) || !turned(input) && !turned(output);
  }

  /** True where channels last is another order than channels first. */
  private static boolean turned(Shape shape) {
    return shape.rank() == 3 && shape.extent(2) > 1 && cells(shape) > 1;
  }

  private static int cells(Shape shape) {
    return shape.extent(0) * shape.extent(1);
  }
}
