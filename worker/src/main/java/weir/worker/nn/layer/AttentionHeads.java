package weir.worker.nn.layer;

import weir.tensor.Blas;
import weir.tensor.SoftmaxKernels;
import weir.worker.nn.spec.SelfAttentionSpec;

/**
 * Scaled dot-product attention of every head of every sample. Query, key and value lie beside each
 * other: [samples · steps, 3 · features]; attention is [samples, heads, steps, steps], the context
 * [samples · steps, features]. Heads are counted over all samples.
 */
final class AttentionHeads {
  private final Blas blas;
  private final int steps;
  private final int features;
  private final int heads;
  private final boolean causal;
  private final int width;
  private final int stride;
  private final float scale;
  private final float[] squareDelta;

  /**
   * Heads over sequences of one length.
   *
   * @param features a multiple of the heads
   */
  AttentionHeads(Blas blas, int steps, int features, SelfAttentionSpec spec) {
    this.blas = blas;
    this.steps = steps;
    this.features = features;
    heads = spec.heads();
    causal = spec.causal();
    width = features / heads;
    stride = 3 * features;
    scale = (float) (1 / Math.sqrt(width));
    squareDelta = new float[steps * steps];
  }

  /** context = softmax(q kᵀ · scale) v; {@code attention} keeps the softmax. */
  void forward(LayerPass pass, float[] qkv, float[] attention, float[] context) {
    StepMask mask = pass.mask();
    for (int head = 0; head < pass.rows() * heads; head++) {
      score(qkv, attention, head);
      if (mask != null) {
        hidePadding(attention, head, mask);
      }
      SoftmaxKernels.attend(attention, square(head), steps, causal);
      mix(qkv, attention, context, head);
    }
  }

  /** From the gradient of the context to that of query, key and value. */
  void backward(float[] qkv, float[] attention, float[] delta, float[] qkvDelta, int samples) {
    for (int head = 0; head < samples * heads; head++) {
      valueDelta(attention, delta, qkvDelta, head);
      attentionDelta(qkv, delta, head);
      SoftmaxKernels.softmaxBackward(attention, square(head), squareDelta, 0, steps, steps);
      fromScores(false, qkv, key(head), qkvDelta, query(head));
      fromScores(true, qkv, query(head), qkvDelta, key(head));
    }
  }

  private int square(int head) {
    return head * steps * steps;
  }

  private int query(int head) {
    return head / heads * steps * stride + head % heads * width;
  }

  private int key(int head) {
    return query(head) + features;
  }

  private int value(int head) {
    return query(head) + 2 * features;
  }

  private int context(int head) {
    return head / heads * steps * features + head % heads * width;
  }

  private void score(float[] qkv, float[] attention, int head) {
    blas.sgemm(
        false,
        true,
        steps,
        steps,
        width,
        scale,
        qkv,
        query(head),
        stride,
        qkv,
        key(head),
        stride,
        0,
        attention,
        square(head),
        steps);
  }

  private void hidePadding(float[] attention, int head, StepMask mask) {
    for (int key = 0; key < steps; key++) {
      if (mask.padded(head / heads, key)) {
        for (int row = 0; row < steps; row++) {
          attention[square(head) + row * steps + key] = Float.NEGATIVE_INFINITY;
        }
      }
    }
  }

  private void mix(float[] qkv, float[] attention, float[] context, int head) {
    blas.sgemm(
        false,
        false,
        steps,
        width,
        steps,
        1,
        attention,
        square(head),
        steps,
        qkv,
        value(head),
        stride,
        0,
        context,
        context(head),
        features);
  }

  private void valueDelta(float[] attention, float[] delta, float[] qkvDelta, int head) {
    blas.sgemm(
        true,
        false,
        steps,
        width,
        steps,
        1,
        attention,
        square(head),
        steps,
        delta,
        context(head),
        features,
        0,
        qkvDelta,
        value(head),
        stride);
  }

  private void attentionDelta(float[] qkv, float[] delta, int head) {
    blas.sgemm(
        false,
        true,
        steps,
        steps,
        width,
        1,
        delta,
        context(head),
        features,
        qkv,
        value(head),
        stride,
        0,
        squareDelta,
        0,
        steps);
  }

  /** The gradient of the queries from the keys, or turned, of the keys from the queries. */
  private void fromScores(boolean turned, float[] qkv, int other, float[] qkvDelta, int own) {
    blas.sgemm(
        turned,
        false,
        steps,
        width,
        steps,
        scale,
        squareDelta,
        0,
        steps,
        qkv,
        other,
        stride,
        0,
        qkvDelta,
        own,
        stride);
  }
}
