package weir.driver.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import weir.driver.api.Optimizers;
import weir.driver.config.EarlyStopping;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.config.StopSpec;
import weir.driver.report.Report.Recovery;
import weir.proto.spec.EpochPlan;

/**
 * A random job and random epochs (falling, flat, tied, infinite, no numbers), with the plain
 * definitions of what is to be decided, computed anew from all epochs so far.
 */
final class RandomEpochs {
  private static final double BASE = 0.1;

  /** 7 steps for two epochs, then 4. */
  private static final EpochPlan PLAN = EpochPlan.of(7).then(2, 4);

  private final Random random;
  private final String metric;
  private final EarlyStopping early;
  private final StopSpec stop;
  private final ReducePlateau plateau;
  private final double[] losses;
  private final double[] values;
  private final EpochJudge judge;

  RandomEpochs(long seed) {
    random = new Random(seed);
    metric = random.nextBoolean() ? "loss" : "accuracy";
    early =
        random.nextInt(3) == 0
            ? null
            : new EarlyStopping(
                metric, 1 + random.nextInt(4), random.nextInt(3) * 0.1, random.nextBoolean());
    stop =
        new StopSpec(
            random.nextInt(3) == 0 ? -1.5 : null,
            random.nextInt(3) == 0 ? metric : null,
            metric.equals("loss") ? -1.5 : 1.5,
            random.nextInt(3) == 0 ? 0.05 : null);
    plateau =
        random.nextInt(3) == 0
            ? null
            : new ReducePlateau(
                metric,
                0.5,
                random.nextInt(3),
                random.nextInt(2) * 0.05,
                random.nextBoolean(),
                random.nextInt(3),
                random.nextInt(2) * 0.03);
    int epochs = 3 + random.nextInt(20);
    losses = walk(epochs);
    values = walk(epochs);
    values[0] = random.nextInt(8) == 0 ? Double.POSITIVE_INFINITY : 1;
    OptimizerSettings optimizer =
        plateau == null
            ? Optimizers.sgd(BASE).settings()
            : Optimizers.sgd(BASE).schedule(plateau).settings();
    judge =
        new EpochJudge(
            new EpochJudge.Rules(stop, early, optimizer),
            new EpochJudge.Course(PLAN, step -> BASE, 100));
  }

  private double[] walk(int epochs) {
    double[] walk = new double[epochs];
    double at = 1;
    for (int epoch = 0; epoch < epochs; epoch++) {
      at +=
          switch (random.nextInt(4)) {
            case 0 -> 0; // a tie
            case 1 -> 0.1 * random.nextGaussian();
            default -> 0.3 * (random.nextInt(3) - 1);
          };
      walk[epoch] =
          switch (random.nextInt(16)) {
            case 0 -> Double.NaN;
            case 1 -> Double.POSITIVE_INFINITY;
            case 2 -> Double.NEGATIVE_INFINITY;
            default -> at;
          };
    }
    return walk;
  }

  private EpochJudge.Ended ended(int epoch, EpochSums sums) {
    return new EpochJudge.Ended(
        epoch, sums, new Validation(Map.of(metric, values[epoch]), Map.of(), null), 2);
  }

  private EpochSums sums(int epoch) {
    return new EpochSums(1, losses[epoch]);
  }

  // The definitions.

  private boolean less() {
    return metric.equals("loss");
  }

  /** Better by more than minDelta than the one that was best before. */
  private int bestEpoch(int last) {
    int best = 0;
    for (int epoch = 1; epoch <= last; epoch++) {
      double worse = Math.max(values[epoch], values[best]);
      double better = Math.min(values[epoch], values[best]);
      boolean improved = values[epoch] == (less() ? better : worse);
      best = improved && worse - better > early.minDelta() ? epoch : best;
    }
    return best;
  }

  private boolean ends(int epoch) {
    double loss = losses[epoch];
    double value = values[epoch];
    boolean lossReached = stop.loss() != null && loss <= stop.loss();
    boolean metricReached =
        stop.metric() != null && (less() ? value <= stop.target() : value >= stop.target());
    boolean converged =
        stop.tolerance() != null
            && epoch > 0
            && Math.abs(loss - losses[epoch - 1]) < stop.tolerance() * Math.abs(losses[epoch - 1]);
    boolean impatient = early != null && epoch - bestEpoch(epoch) >= early.patience();
    return lossReached || metricReached || converged || impatient;
  }

  /** PyTorch's ReduceLROnPlateau.step over all epochs; the first one, even infinite, is best. */
  private double rate(int last) {
    double best = less() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
    double rate = BASE;
    int badEpochs = 0;
    int cooldownCounter = 0;
    for (int epoch = 0; epoch <= last; epoch++) {
      double current = values[epoch];
      if (epoch == 0 || isBetter(current, best)) {
        best = current;
        badEpochs = 0;
      } else {
        badEpochs++;
      }
      if (cooldownCounter > 0) {
        cooldownCounter--;
        badEpochs = 0;
      }
      if (badEpochs > plateau.patience()) {
        double lower = Math.max(rate * plateau.factor(), plateau.minRate());
        rate = lower < rate ? lower : rate;
        cooldownCounter = plateau.cooldown();
        badEpochs = 0;
      }
    }
    return rate;
  }

  private boolean isBetter(double a, double best) {
    double threshold = plateau.threshold();
    if (less()) {
      return plateau.absolute() ? a < best - threshold : a < best * (1 - threshold);
    }
    return plateau.absolute() ? a > best + threshold : a > best * (1 + threshold);
  }

  /** Judges them, and compares each state with the definitions. */
  void compareWithTheDefinitions() {
    RunState state = judge.begin();
    for (int epoch = 0; epoch < losses.length && state.stopped() == null; epoch++) {
      state = judge.judge(state, ended(epoch, sums(epoch)));
      assertThat(state.stopped() != null).as("ends after epoch " + epoch).isEqualTo(ends(epoch));
      assertThat(state.step()).isEqualTo(PLAN.firstStep(epoch + 1));
      if (early != null) {
        int best = bestEpoch(epoch);
        assertThat(state.best()).isEqualTo(new BestEpoch(best, values[best]));
      }
      if (plateau != null && state.stopped() == null) {
        assertThat(state.rateFactor()).isEqualTo(rate(epoch) / BASE);
      }
    }
  }

  /** Judges them with and without losses in between. */
  void interrupt() {
    RunState undisturbed = judge.begin();
    RunState disturbed = judge.begin();
    List<Recovery> recoveries = new ArrayList<>();
    for (int epoch = 0; epoch < losses.length && undisturbed.stopped() == null; epoch++) {
      undisturbed = judge.judge(undisturbed, ended(epoch, sums(epoch)));
      long first = PLAN.firstStep(epoch);
      long last = PLAN.firstStep(epoch + 1);
      boolean seen = true;
      for (int losses = random.nextInt(3); losses > 0; losses--) {
        long step = disturbed.step() + random.nextInt((int) (last - disturbed.step()) + 1);
        // At the epoch's first step the servers still hold the sums of the one before.
        EpochSums sums =
            step == last ? sums(epoch) : new EpochSums(1, step == first ? -7 : random.nextDouble());
        disturbed = disturbed.reached(step, sums);
        Recovery recovery = new Recovery(step, "executor lost", "worker 0", 1);
        disturbed = disturbed.recovered(recovery);
        recoveries.add(recovery);
        seen = step < last; // who begins at the end of an epoch has seen none of its steps
      }
      disturbed = judge.judge(disturbed, ended(epoch, seen ? sums(epoch) : null));
    }
    for (Recovery recovery : recoveries) {
      undisturbed = undisturbed.recovered(recovery);
    }
    assertThat(disturbed).isEqualTo(undisturbed);
  }
}
