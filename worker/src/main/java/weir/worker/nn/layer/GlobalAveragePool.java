package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;
import weir.tensor.Shape;

/** The mean over all cells: [height, width, channels] or [steps, features] to [channels]. */
final class GlobalAveragePool implements Layer {
  private final int cells;
  private final int channels;

  GlobalAveragePool(Shape input) {
    if (input.rank() < 2 || input.rank() > 3) {
      throw new IllegalArgumentException(
          "globalAveragePool got "
              + input
              + " (expected: [height, width, channels] or [steps, features])");
    }
    channels = input.extent(input.rank() - 1);
    cells = input.size() / channels;
  }

  @Override
  public Shape output() {
    return new Shape(channels);
  }

  @Override
  public void forward(LayerPass pass) {
    float[] y = pass.output();
    Arrays.fill(y, 0, pass.rows() * channels, 0);
    for (int sample = 0; sample < pass.rows(); sample++) {
      int from = sample * cells * channels;
      Kernels.addColumnSums(pass.input(0), from, cells, channels, y, sample * channels);
    }
    Kernels.scale(1f / cells, y, 0, pass.rows() * channels);
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    Kernels.scale(1f / cells, pass.delta(), 0, pass.rows() * channels);
    for (int cell = 0; cell < pass.rows() * cells; cell++) {
      System.arraycopy(
          pass.delta(), cell / cells * channels, inputDelta, cell * channels, channels);
    }
  }
}
