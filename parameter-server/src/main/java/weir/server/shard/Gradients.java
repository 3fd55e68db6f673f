package weir.server.shard;

/** Loops over a range of a gradient; both arrays are indexed alike so that they vectorize. */
final class Gradients {
  private Gradients() {}

  /** gradient[i] *= factor. */
  static void scale(float[] gradient, float factor, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] *= factor;
    }
  }

  /** Each entry into [−limit, limit]. */
  static void clip(float[] gradient, float limit, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] = Math.max(-limit, Math.min(limit, gradient[i]));
    }
  }

  /** gradient[i] += l2·weights[i]. */
  static void addL2(float[] gradient, float[] weights, float l2, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] += l2 * weights[i];
    }
  }

  /** gradient[i] += l1·sign(weights[i]). */
  static void addL1(float[] gradient, float[] weights, float l1, int from, int to) {
    for (int i = from; i < to; i++) {
      gradient[i] += l1 * Math.signum(weights[i]);
    }
  }
}
