package weir.worker.loss;

/** |d|; the slope at 0 is 0. */
final class MeanAbsoluteError extends ElementLoss {
  @Override
  double value(double difference) {
    return Math.abs(difference);
  }

  @Override
  double slope(double difference) {
    return Math.signum(difference);
  }
}
