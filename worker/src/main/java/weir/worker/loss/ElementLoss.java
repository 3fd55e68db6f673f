package weir.worker.loss;

/** A loss that is the mean over columns of a function of prediction − target. */
abstract class ElementLoss implements Loss {

  /** The function. */
  abstract double value(double difference);

  /** Its derivative. */
  abstract double slope(double difference);

  @Override
  public final void evaluate(LossRows rows, float[] delta, LossTotals totals) {
    int width = rows.width();
    for (int row = 0; row < rows.rows(); row++) {
      double sum = 0;
      double weight = rows.weight(row);
      for (int at = row * width; at < (row + 1) * width; at++) {
        double difference = (double) rows.predictions()[at] - rows.targets()[at];
        sum += value(difference);
        if (delta != null) {
          delta[at] = (float) (weight * slope(difference) / width);
        }
      }
      totals.add(weight * (sum / width), weight);
    }
  }
}
