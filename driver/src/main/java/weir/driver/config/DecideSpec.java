package weir.driver.config;

import java.io.Serializable;

/**
 * How probable the positive one of two classes must be to be told.
 *
 * @param threshold it is told above this probability, between 0 and 1; null: where {@code metric}
 *     of the validation rows is highest
 * @param metric null beside a threshold
 */
public record DecideSpec(Double threshold, DecideMetric metric) implements Serializable {
  private static final long serialVersionUID = 1;

  public DecideSpec {
    Check.require(
        (threshold == null) != (metric == null),
        "train.decide",
        metric == null ? "{}" : "{threshold: " + threshold + ", metric: " + metric.key() + "}",
        "a threshold, or a metric to pick one by");
    Check.require(
        threshold == null || (threshold > 0 && threshold < 1),
        "train.decide.threshold",
        threshold,
        "0 < threshold < 1");
  }

  /** As a job has it, in one line. */
  @Override
  public String toString() {
    return metric == null ? "{threshold: " + threshold + "}" : "{metric: " + metric.key() + "}";
  }

  /** Told above this probability. */
  public static DecideSpec at(double threshold) {
    return new DecideSpec(threshold, null);
  }

  /** Told where the metric of the validation rows is highest. */
  public static DecideSpec best(DecideMetric metric) {
    return new DecideSpec(null, metric);
  }
}
