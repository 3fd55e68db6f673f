package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;
import weir.tensor.Shape;

/**
 * The mean over all cells, of a sequence over all steps that are no padding: [height, width,
 * channels] or [steps, features] to [channels].
 */
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
      if (pass.mask() == null) {
        int from = sample * cells * channels;
        Kernels.addColumnSums(pass.input(0), from, cells, channels, y, sample * channels);
      } else {
        addRealSteps(pass, sample);
      }
      Kernels.scale(share(pass, sample), y, sample * channels, channels);
    }
  }

  private void addRealSteps(LayerPass pass, int sample) {
    for (int step = 0; step < cells; step++) {
      if (!pass.mask().padded(sample, step)) {
        int from = (sample * cells + step) * channels;
        Kernels.add(pass.input(0), from, pass.output(), sample * channels, channels);
      }
    }
  }

  /** Of one cell in the mean. */
  private float share(LayerPass pass, int sample) {
    int counted = pass.mask() == null ? cells : pass.mask().realSteps(sample);
    return 1f / Math.max(1, counted);
  }

  @Override
  public void backward(LayerPass pass) {
    float[] inputDelta = pass.inputDelta(0);
    if (inputDelta == null) {
      return;
    }
    for (int sample = 0; sample < pass.rows(); sample++) {
      Kernels.scale(share(pass, sample), pass.delta(), sample * channels, channels);
      for (int cell = 0; cell < cells; cell++) {
        int to = (sample * cells + cell) * channels;
        if (pass.mask() != null && pass.mask().padded(sample, cell)) {
          Arrays.fill(inputDelta, to, to + channels, 0);
        } else {
          System.arraycopy(pass.delta(), sample * channels, inputDelta, to, channels);
        }
      }
    }
  }
}
