package weir.driver.config;

import java.util.function.ToDoubleFunction;
import weir.worker.metric.TwoClassCounts;

/** What a threshold between two classes is picked by: the more, the better. */
public enum DecideMetric implements Choice {
  /** F1 of the positive class. */
  F1(TwoClassCounts::f1),
  /** Mean of the F1 of both classes. */
  F1_MACRO(TwoClassCounts::f1Macro),
  /** Mean of the F1 of both classes, by their rows. */
  F1_WEIGHTED(TwoClassCounts::f1Weighted),
  /** Fraction of rows told right. */
  ACCURACY(TwoClassCounts::accuracy),
  /** Mean of the recalls of both classes. */
  BALANCED_ACCURACY(TwoClassCounts::balancedAccuracy);

  private final transient ToDoubleFunction<TwoClassCounts> value;

  DecideMetric(ToDoubleFunction<TwoClassCounts> value) {
    this.value = value;
  }

  /** The value for these counts, 0..1. */
  public double of(TwoClassCounts counts) {
    return value.applyAsDouble(counts);
  }
}
