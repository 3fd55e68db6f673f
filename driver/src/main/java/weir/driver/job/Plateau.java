package weir.driver.job;

import weir.driver.config.ScheduleSettings.ReducePlateau;

/**
 * The rate that {@link ReducePlateau} makes of a validation metric, epoch by epoch: PyTorch's
 * {@code ReduceLROnPlateau}. One thread at a time.
 */
final class Plateau {
  private final ReducePlateau settings;
  private final boolean lessIsBetter;
  private double rate;
  private double best = Double.NaN;
  private int bad;
  private int cooldown;

  /**
   * @param rate the base rate to begin with
   */
  Plateau(ReducePlateau settings, boolean lessIsBetter, double rate) {
    this.settings = settings;
    this.lessIsBetter = lessIsBetter;
    this.rate = rate;
  }

  /** The base rate of the next epoch, after one that ended with this metric. */
  double next(double metric) {
    if (better(metric)) {
      best = metric;
      bad = 0;
    } else {
      bad++;
    }
    if (cooldown > 0) {
      cooldown--;
      bad = 0;
    }
    if (bad > settings.patience()) {
      rate = Math.min(rate, Math.max(rate * settings.factor(), settings.minRate()));
      cooldown = settings.cooldown();
      bad = 0;
    }
    return rate;
  }

  private boolean better(double metric) {
    if (Double.isNaN(best)) {
      return !Double.isNaN(metric);
    }
    double margin = lessIsBetter ? -settings.threshold() : settings.threshold();
    double bar = settings.absolute() ? best + margin : best * (1 + margin);
    return lessIsBetter ? metric < bar : metric > bar;
  }
}
