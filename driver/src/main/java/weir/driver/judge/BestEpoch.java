package weir.driver.judge;

/**
 * The best epoch so far by the metric of early stopping.
 *
 * @param epoch from 0
 * @param value of the metric; a number, perhaps an infinite one
 */
public record BestEpoch(int epoch, double value) {
  public BestEpoch {
    if (Double.isNaN(value)) {
      throw new IllegalArgumentException("value=NaN of epoch " + epoch + " (expected: a number)");
    }
  }
}
