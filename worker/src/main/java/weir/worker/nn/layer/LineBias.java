package weir.worker.nn.layer;

import java.util.Arrays;
import weir.tensor.Kernels;
import weir.worker.nn.activation.Activation;

/**
 * A bias for each channel of [places, channels]. Whole lines of places are worked on at once, with
 * the bias repeated along them: few channels make short vectors. One thread only.
 */
final class LineBias {
  private final int channels;
  private final float[] repeated;

  LineBias(int places, int channels) {
    this.channels = channels;
    repeated = new float[places * channels];
  }

  /** y = activation(y + bias), element by element. */
  void activate(float[] y, int lines, float[] bias, int offset, Activation activation) {
    load(bias, offset);
    activation.forwardWithBias(y, lines, repeated.length, repeated, 0);
  }

  /** y += bias. */
  void add(float[] y, int lines, float[] bias, int offset) {
    load(bias, offset);
    Kernels.addBias(y, 0, lines, repeated.length, repeated, 0);
  }

  private void load(float[] bias, int offset) {
    for (int at = 0; at < repeated.length; at += channels) {
      System.arraycopy(bias, offset, repeated, at, channels);
    }
  }

  /** The bias' gradient at {@code offset} gets the sums of delta over all places added. */
  void addGradient(float[] delta, int lines, float[] gradient, int offset) {
    Arrays.fill(repeated, 0);
    Kernels.addColumnSums(delta, 0, lines, repeated.length, repeated, 0);
    Kernels.addColumnSums(repeated, 0, repeated.length / channels, channels, gradient, offset);
  }
}
