package weir.worker.loss;

/**
 * What a loss reads. Arrays may be longer than needed.
 *
 * @param predictions logits, [rows, width]
 * @param targets [rows, width], or [rows] class indices
 */
public record LossRows(float[] predictions, float[] targets, int rows, int width) {}
