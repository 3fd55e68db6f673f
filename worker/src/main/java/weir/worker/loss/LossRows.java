package weir.worker.loss;

/**
 * What a loss reads. Arrays may be longer than needed.
 *
 * @param predictions logits, [rows, width]
 * @param targets [rows, width], or [rows] class indices
 * @param weights how much each row counts; null: all count 1
 */
public record LossRows(float[] predictions, float[] targets, float[] weights, int rows, int width) {
  double weight(int row) {
    return weights == null ? 1 : weights[row];
  }
}
