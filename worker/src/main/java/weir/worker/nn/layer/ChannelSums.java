package weir.worker.nn.layer;

import java.util.Arrays;

/**
 * Sums over the places of [places, channels], one a channel. Whoever sums adds line after line,
 * each of as many whole places as fit, in float; every {@link #PANEL} lines go to double. So loops
 * are long where channels are few, sums over many places keep their digits, and the association
 * depends on the sizes alone. One thread only.
 */
final class ChannelSums {
  /** Floats of a line, about. */
  private static final int LINE = 512;

  private static final int PANEL = 64;

  private final int channels;
  private final float[] panel;
  private final double[] sums;
  private int lines;

  ChannelSums(int channels) {
    this.channels = channels;
    panel = new float[lineWidth(channels)];
    sums = new double[channels];
  }

  /** Floats of a line: whole places. */
  static int lineWidth(int channels) {
    return channels * Math.max(1, LINE / channels);
  }

  /** Begins new sums. */
  void begin() {
    Arrays.fill(sums, 0);
    Arrays.fill(panel, 0);
    lines = 0;
  }

  /** Where the next line is to be added: element i belongs to channel i mod channels. */
  float[] line() {
    if (lines == PANEL) {
      flush();
    }
    lines++;
    return panel;
  }

  /** The sums; valid until {@link #begin}. */
  double[] finish() {
    flush();
    return sums;
  }

  private void flush() {
    for (int at = 0; at < panel.length; at += channels) {
      for (int channel = 0; channel < channels; channel++) {
        sums[channel] += panel[at + channel];
      }
    }
    Arrays.fill(panel, 0);
    lines = 0;
  }
}
