package weir.worker.loss;

/** d². */
final class MeanSquaredError extends ElementLoss {
  @Override
  double value(double difference) {
    return difference * difference;
  }

  @Override
  double slope(double difference) {
    return 2 * difference;
  }
}
