package weir.driver.judge;

import weir.driver.config.ScheduleSettings.ReducePlateau;

/**
 * How far {@link ReducePlateau} has lowered the rate: the state of PyTorch's {@code
 * ReduceLROnPlateau} after the last judged epoch.
 *
 * @param baseRate the job's learning rate
 * @param rate in place of the base rate from now on
 * @param best value of the metric so far; null before the first epoch
 * @param badEpochs in a row without a better value
 * @param cooldown epochs to come whose badness does not count
 */
public record Plateau(double baseRate, double rate, Double best, int badEpochs, int cooldown) {

  /** Before the first epoch. */
  static Plateau begin(double baseRate) {
    return new Plateau(baseRate, baseRate, null, 0, 0);
  }

  /** After one more epoch, which ended with this metric. */
  Plateau next(ReducePlateau rule, double metric) {
    boolean better = better(rule, metric);
    int bad = better || cooldown > 0 ? 0 : badEpochs + 1;
    boolean reduces = bad > rule.patience();
    return new Plateau(
        baseRate,
        reduces ? Math.min(rate, Math.max(rate * rule.factor(), rule.minRate())) : rate,
        better ? Double.valueOf(metric) : best,
        reduces ? 0 : bad,
        reduces ? rule.cooldown() : Math.max(0, cooldown - 1));
  }

  private boolean better(ReducePlateau rule, double metric) {
    if (best == null) {
      return !Double.isNaN(metric);
    }
    boolean less = Validation.lessIsBetter(rule.metric());
    double margin = less ? -rule.threshold() : rule.threshold();
    double bar = rule.absolute() ? best + margin : best * (1 + margin);
    return less ? metric < bar : metric > bar;
  }

  /** Times the rate of the schedule. */
  public double factor() {
    return rate / baseRate;
  }
}
