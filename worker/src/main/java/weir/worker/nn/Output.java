package weir.worker.nn;

import weir.tensor.Kernels;
import weir.worker.data.Batch;
import weir.worker.loss.Loss;
import weir.worker.loss.LossRows;
import weir.worker.loss.LossTotals;
import weir.worker.nn.spec.OutputSpec;

/** One output with its loss and its columns of the targets. */
final class Output {
  private final Node node;
  private final OutputSpec spec;
  private final Loss loss;
  private final int firstTarget;
  private final int targetWidth;
  private final LossTotals own = new LossTotals();
  private float[] targets = new float[0];
  private float[] weights = new float[0];
  private float[] scratch = new float[0];
  private float[] predictions = new float[0];

  Output(Node node, OutputSpec spec, int firstTarget) {
    this.node = node;
    this.spec = spec;
    this.firstTarget = firstTarget;
    loss = Loss.of(spec.loss(), node.rowWidth());
    targetWidth = spec.loss().targetWidth(node.shape().size(), node.rowWidth());
  }

  Node node() {
    return node;
  }

  int targetWidth() {
    return targetWidth;
  }

  /** Adds this output's loss, and weight when it is the first; with training, writes the delta. */
  void evaluate(Step step, boolean first, LossTotals totals) {
    int rows = node.length() / node.rowWidth();
    Batch batch = step.batch();
    LossRows lossRows =
        new LossRows(node.output(), targets(batch), weights(batch, rows), rows, node.rowWidth());
    float[] delta = step.pass().training() ? delta() : null;
    own.reset();
    loss.evaluate(lossRows, delta == null ? null : delta, own);
    if (delta != null) {
      scale(delta);
      if (delta == scratch) {
        Kernels.add(scratch, 0, node.delta(), 0, node.length());
      }
    }
    totals.add(spec.factor() * own.loss(), first ? own.weight() : 0);
  }

  /** The output's transform applied: probabilities for cross-entropies. */
  float[] predictions() {
    if (predictions.length < node.length()) {
      predictions = new float[node.length()];
    }
    int width = node.rowWidth();
    spec.loss().transform().apply(node.output(), predictions, node.length() / width, width);
    return predictions;
  }

  /** Two losses on one node add up. */
  private float[] delta() {
    if (!node.deltaWritten()) {
      return node.claimDelta();
    }
    if (scratch.length < node.length()) {
      scratch = new float[node.length()];
    }
    return scratch;
  }

  private void scale(float[] delta) {
    if (spec.factor() != 1) {
      float factor = (float) spec.factor();
      for (int i = 0; i < node.length(); i++) {
        delta[i] *= factor;
      }
    }
  }

  /** Of items that are steps of rows, each counts as its row does. */
  private float[] weights(Batch batch, int items) {
    int each = items / batch.rows();
    if (batch.weights() == null || each == 1) {
      return batch.weights();
    }
    if (weights.length < items) {
      weights = new float[items];
    }
    for (int item = 0; item < items; item++) {
      weights[item] = batch.weights()[item / each];
    }
    return weights;
  }

  private float[] targets(Batch batch) {
    int width = batch.targetWidth();
    if (width == targetWidth) {
      return batch.targets();
    }
    if (targets.length < batch.rows() * targetWidth) {
      targets = new float[batch.rows() * targetWidth];
    }
    for (int row = 0; row < batch.rows(); row++) {
      System.arraycopy(
          batch.targets(), row * width + firstTarget, targets, row * targetWidth, targetWidth);
    }
    return targets;
  }
}
