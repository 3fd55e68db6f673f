package weir.driver.job;

import java.util.Optional;
import java.util.function.ToDoubleFunction;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;

/**
 * What validation does to the learning rate between epochs: tells the servers by what factor the
 * rates of the schedule count from a step on, before any worker begins that step. One thread at a
 * time.
 */
final class RateScaling {
  /** The line to the servers. */
  interface Servers {
    /** From step {@code step} on, which is the next one; returns when all know. */
    void scaleRate(long step, double factor);
  }

  private final ReducePlateau settings;
  private final Plateau plateau;
  private final double base;
  private final Servers servers;
  private double factor = 1;

  /**
   * @param optimizer whose schedule may hold a plateau rule
   */
  RateScaling(OptimizerSettings optimizer, Servers servers) {
    this.settings = optimizer.schedule().plateau().orElse(null);
    this.base = optimizer.learningRate();
    this.servers = servers;
    this.plateau =
        settings == null
            ? null
            : new Plateau(settings, EpochJudge.lessIsBetter(settings.metric()), base);
  }

  /** The factor in force. */
  double factor() {
    return factor;
  }

  /** The metric that rates follow; empty where they follow none. */
  Optional<String> metric() {
    return Optional.ofNullable(settings).map(ReducePlateau::metric);
  }

  /**
   * An epoch is over and another one follows.
   *
   * @param step its first one
   * @param metrics validation values by name
   */
  void next(long step, ToDoubleFunction<String> metrics) {
    if (plateau == null) {
      return;
    }
    double next = plateau.next(metrics.applyAsDouble(settings.metric())) / base;
    if (next != factor) {
      servers.scaleRate(step, next);
      factor = next;
    }
  }
}
