package weir.driver.evaluate;

import java.util.LinkedHashMap;
import java.util.Map;
import weir.driver.data.prepare.FittedTarget;
import weir.worker.metric.Evaluation;

/** Errors of a standardized label back in the label's own units; R² has none. */
public final class OriginalUnits {
  private OriginalUnits() {}

  /**
   * The same evaluation, with {@code rmse} and {@code mae} times the divisor, {@code mse} squared.
   */
  public static Evaluation of(Evaluation evaluation, FittedTarget target) {
    if (target.divisor() == 1) {
      return evaluation;
    }
    Map<String, Double> metrics = new LinkedHashMap<>(evaluation.metrics());
    metrics.computeIfPresent("rmse", (name, value) -> value * target.divisor());
    metrics.computeIfPresent("mae", (name, value) -> value * target.divisor());
    metrics.computeIfPresent("mse", (name, value) -> value * target.divisor() * target.divisor());
    return new Evaluation(
        evaluation.rows(),
        evaluation.loss(),
        metrics,
        evaluation.reasons(),
        evaluation.confusion(),
        evaluation.classes());
  }
}
