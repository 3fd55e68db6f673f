package weir.driver.config;

import java.io.Serializable;

/**
 * Ends a training that is good enough, at the end of an epoch. Each condition that is set ends it.
 *
 * @param loss mean training loss of the epoch &lt;= loss; null: not asked
 * @param metric name of a validation metric that has to reach {@code target}; null: not asked
 * @param target to reach from below, or from above where less is better
 * @param tolerance the epoch's mean training loss moved by less than this share of itself since the
 *     epoch before (convergence); null: not asked
 */
public record StopSpec(Double loss, String metric, double target, Double tolerance)
    implements Serializable {
  /** Trains to the last epoch. */
  public static final StopSpec NEVER = new StopSpec(null, null, 0, null);

  public StopSpec {
    if (loss != null) {
      Check.require(Double.isFinite(loss), "train.stop.loss", loss, "a finite number");
    }
    if (metric != null) {
      Check.notBlank("train.stop.metric", metric);
      Check.require(Double.isFinite(target), "train.stop.metric", target, "a finite number");
    }
    if (tolerance != null) {
      Check.positive("train.stop.tolerance", tolerance);
    }
  }
}
