package weir.worker.loss;

/** factor · (d²/2 for |d| ≤ delta, else delta·(|d| − delta/2)): Huber, 1964. */
final class Huber extends ElementLoss {
  private final double delta;
  private final double factor;

  Huber(double delta, double factor) {
    this.delta = delta;
    this.factor = factor;
  }

  @Override
  double value(double difference) {
    double distance = Math.abs(difference);
    return factor
        * (distance <= delta ? difference * difference / 2 : delta * (distance - delta / 2));
  }

  @Override
  double slope(double difference) {
    return factor * Math.max(-delta, Math.min(delta, difference));
  }
}
