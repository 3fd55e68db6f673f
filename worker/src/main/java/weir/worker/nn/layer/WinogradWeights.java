package weir.worker.nn.layer;

/**
 * Between kernels [filters, 3, 3, channels] and spread ones [4, 4, …]: G g Gᵀ and its adjoint Gᵀ u
 * G, rows of G (1, 0, 0), (½, ½, ½), (½, −½, ½), (0, 0, 1).
 */
final class WinogradWeights {
  private WinogradWeights() {}

  /** To [4, 4, channels, filters], as the forward pass multiplies, or [4, 4, filters, channels]. */
  static void spread(
      float[] weights, float[] spread, int filters, int channels, boolean channelsFirst) {
    int filterStep = channelsFirst ? 1 : channels;
    int channelStep = channelsFirst ? filters : 1;
    float[] rows = new float[4 * 3];
    int next = filters * channels;
    for (int filter = 0; filter < filters; filter++) {
      for (int channel = 0; channel < channels; channel++) {
        int from = filter * 9 * channels + channel;
        for (int column = 0; column < 3; column++) {
          int at = from + column * channels;
          float middle = weights[at + 3 * channels];
          float outer = weights[at] + weights[at + 6 * channels];
          rows[column] = weights[at];
          rows[3 + column] = 0.5f * (outer + middle);
          rows[6 + column] = 0.5f * (outer - middle);
          rows[9 + column] = weights[at + 6 * channels];
        }
        for (int row = 0; row < 4; row++) {
          int to = 4 * row * next + filter * filterStep + channel * channelStep;
          float outer = rows[3 * row] + rows[3 * row + 2];
          spread[to] = rows[3 * row];
          spread[to + next] = 0.5f * (outer + rows[3 * row + 1]);
          spread[to + 2 * next] = 0.5f * (outer - rows[3 * row + 1]);
          spread[to + 3 * next] = rows[3 * row + 2];
        }
      }
    }
  }

  /** From [4, 4, filters, channels]. */
  static void gather(float[] spread, float[] gradient, int filters, int channels) {
    float[] rows = new float[3 * 4];
    int next = filters * channels;
    for (int filter = 0; filter < filters; filter++) {
      for (int channel = 0; channel < channels; channel++) {
        int from = filter * channels + channel;
        for (int column = 0; column < 4; column++) {
          int at = from + column * next;
          float sum = 0.5f * (spread[at + 4 * next] + spread[at + 8 * next]);
          rows[column] = spread[at] + sum;
          rows[4 + column] = 0.5f * (spread[at + 4 * next] - spread[at + 8 * next]);
          rows[8 + column] = sum + spread[at + 12 * next];
        }
        for (int row = 0; row < 3; row++) {
          int to = (filter * 9 + 3 * row) * channels + channel;
          float sum = 0.5f * (rows[4 * row + 1] + rows[4 * row + 2]);
          gradient[to] = rows[4 * row] + sum;
          gradient[to + channels] = 0.5f * (rows[4 * row + 1] - rows[4 * row + 2]);
          gradient[to + 2 * channels] = sum + rows[4 * row + 3];
        }
      }
    }
  }
}
