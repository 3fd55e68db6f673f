package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.CellLists;
import weir.tensor.Shape;
import weir.tensor.WindowKernels;
import weir.worker.nn.spec.PoolSpec;

/**
 * The largest cell of each window; the gradient goes to the first of equals, as in PyTorch. It is
 * found again by its value: nothing is kept for backward.
 */
final class MaxPool extends Pool {
  private final CellLists lists;
  private final int outputSize;

  MaxPool(PoolSpec spec, Shape input) {
    super(spec, input);
    outputSize = output().size();
    lists = walk.cellLists();
  }

  @Override
  public void forward(LayerPass pass) {
    for (int sample = 0; sample < pass.rows(); sample++) {
      WindowKernels.max(
          lists,
          pass.input(0),
          sample * window.inputSize(),
          pass.output(),
          sample * outputSize,
          channels);
    }
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    for (int sample = 0; sample < pass.rows(); sample++) {
      int from = sample * window.inputSize();
      Arrays.fill(inputDelta, from, from + window.inputSize(), 0);
      WindowKernels.maxBackward(
          lists,
          pass.input(0),
          inputDelta,
          from,
          pass.output(),
          pass.delta(),
          sample * outputSize,
          channels);
    }
  }
}
