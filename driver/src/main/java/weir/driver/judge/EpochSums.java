package weir.driver.judge;

/**
 * Sums over the steps of an epoch so far, as the servers add them up.
 *
 * @param weight of the rows in the loss; 0 before the first step
 * @param loss of the rows, each times its weight
 */
public record EpochSums(double weight, double loss) {
  /** Before the first step. */
  public static final EpochSums ZERO = new EpochSums(0, 0);

  /** The weighted mean loss; NaN before the first step. */
  public double mean() {
    return loss / weight;
  }
}
