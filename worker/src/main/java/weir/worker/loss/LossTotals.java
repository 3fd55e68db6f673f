package weir.worker.loss;

/** Running sums over rows; what workers add up. One thread only. */
public final class LossTotals {
  private double loss;
  private double weight;

  /** Adds one row, or the sums of several. */
  public void add(double addedLoss, double addedWeight) {
    loss += addedLoss;
    weight += addedWeight;
  }

  /** Back to zero. */
  public void reset() {
    loss = 0;
    weight = 0;
  }

  /** Σ of weighted losses. */
  public double loss() {
    return loss;
  }

  /** Σ of weights: what the loss and the gradient are divided by, once, at the end. */
  public double weight() {
    return weight;
  }
}
