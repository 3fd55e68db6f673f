package weir.driver.config;

import java.io.Serializable;

/**
 * Ends a training whose validation metric no longer gets better.
 *
 * @param metric a validation metric, or {@code loss}
 * @param patience epochs in a row without improvement before the end; &gt;= 1
 * @param minDelta what counts as an improvement; &gt;= 0
 * @param restore the weights of the best epoch become the final ones
 */
public record EarlyStopping(String metric, int patience, double minDelta, boolean restore)
    implements Serializable {
  /** On validation loss, three epochs, with restore. */
  public static final EarlyStopping DEFAULT = new EarlyStopping("loss", 3, 0, true);

  public EarlyStopping {
    Check.notBlank("train.earlyStopping.metric", metric);
    Check.atLeast("train.earlyStopping.patience", patience, 1);
    Check.notNegative("train.earlyStopping.minDelta", minDelta);
  }
}
