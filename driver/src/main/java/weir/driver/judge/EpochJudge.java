package weir.driver.judge;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongToDoubleFunction;
import weir.driver.UserInputException;
import weir.driver.config.EarlyStopping;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.ScheduleSettings.ReducePlateau;
import weir.driver.config.StopSpec;
import weir.driver.report.EpochSummary;
import weir.proto.spec.EpochPlan;

/**
 * Decides at the end of an epoch whether training goes on, and at which rate: target loss, target
 * metric, convergence, early stopping, plateau. A pure function of what was and what has happened;
 * whoever calls it carries out what follows from the new state. Immutable; any thread.
 */
public final class EpochJudge {

  /**
   * What a job decides by.
   *
   * @param early null: none
   * @param optimizer whose schedule may hold a plateau rule
   */
  public record Rules(StopSpec stop, EarlyStopping early, OptimizerSettings optimizer) {
    Optional<ReducePlateau> plateau() {
      return optimizer.schedule().plateau();
    }
  }

  /**
   * How training goes while nobody decides anything.
   *
   * @param epochs where each begins
   * @param rate of the schedule in a step, from 0
   * @param rows of an epoch
   */
  public record Course(EpochPlan epochs, LongToDoubleFunction rate, long rows) {}

  /**
   * An epoch that is over.
   *
   * @param epoch from 0
   * @param sums over its steps; null when nobody has seen them all, so that those count that the
   *     servers told
   * @param seconds wall clock, evaluation included
   */
  public record Ended(int epoch, EpochSums sums, Validation validation, double seconds) {}

  private final Rules rules;
  private final Course course;

  public EpochJudge(Rules rules, Course course) {
    this.rules = rules;
    this.course = course;
  }

  /** The state before the first step. */
  public RunState begin() {
    return RunState.begin(
        rules.plateau().map(any -> Plateau.begin(rules.optimizer().learningRate())).orElse(null));
  }

  /**
   * The state after the running epoch has ended.
   *
   * @throws UserInputException when a metric that decides is not there, or cannot be told of the
   *     first epoch
   */
  public RunState judge(RunState state, Ended ended) {
    int epoch = state.epoch();
    if (ended.epoch() != epoch) {
      throw new IllegalStateException("epoch=" + ended.epoch() + " (expected: " + epoch + ")");
    }
    if (epoch == 0) {
      wanted().forEach((key, metric) -> requireTold(key, metric, ended.validation()));
    }
    double loss = (ended.sums() == null ? state.sums() : ended.sums()).mean();
    BestEpoch best = best(state, ended.validation());
    String reason = reasonToEnd(state, loss, best, ended.validation());
    long step = course.epochs().firstStep(epoch + 1);
    EpochSummary summary =
        new EpochSummary(
            epoch + 1,
            step,
            state.rateFactor() * course.rate().applyAsDouble(step - 1),
            loss,
            ended.validation().values(),
            ended.seconds(),
            course.rows() / Math.max(ended.seconds(), 1e-9));
    return new RunState(
        step,
        EpochSums.ZERO,
        best,
        reason == null ? plateau(state, ended.validation()) : state.plateau(),
        reason,
        RunState.longer(state.epochs(), summary),
        state.recoveries());
  }

  /** The metrics that are decided by, by the key that names them. */
  private Map<String, String> wanted() {
    Map<String, String> wanted = new TreeMap<>();
    if (rules.early() != null) {
      wanted.put("train.earlyStopping.metric", rules.early().metric());
    }
    if (rules.stop().metric() != null) {
      wanted.put("train.stop.metric", rules.stop().metric());
    }
    rules
        .plateau()
        .ifPresent(rule -> wanted.put("optimizer.schedule.reducePlateau.metric", rule.metric()));
    return wanted;
  }

  /** What cannot be told of the first epoch hardly can of a later one: nothing decides then. */
  private static void requireTold(String key, String metric, Validation validation) {
    if (Double.isNaN(validation.value(metric))) {
      throw new UserInputException(
          key
              + "="
              + metric
              + " cannot be told of the validation rows: "
              + validation.reasons().get(metric)
              + " (expected: a number); set "
              + key
              + ", or other validation rows");
    }
  }

  /** A value that is no number is never better. */
  private BestEpoch best(RunState state, Validation validation) {
    EarlyStopping early = rules.early();
    if (early == null) {
      return null;
    }
    double value = validation.value(early.metric());
    BestEpoch best = state.best();
    if (best == null) {
      return new BestEpoch(state.epoch(), value);
    }
    boolean less = Validation.lessIsBetter(early.metric());
    double gain = less ? best.value() - value : value - best.value();
    return gain > early.minDelta() ? new BestEpoch(state.epoch(), value) : best;
  }

  /** Null: training goes on. */
  private String reasonToEnd(RunState state, double loss, BestEpoch best, Validation validation) {
    StopSpec stop = rules.stop();
    if (stop.loss() != null && loss <= stop.loss()) {
      return "training loss " + loss + " reached train.stop.loss=" + stop.loss();
    }
    if (stop.metric() != null) {
      double value = validation.value(stop.metric());
      if (reached(value)) {
        return stop.metric() + " " + value + " reached train.stop.target=" + stop.target();
      }
    }
    if (stop.tolerance() != null && converged(state, loss)) {
      return "training loss moved by less than train.stop.tolerance=" + stop.tolerance();
    }
    EarlyStopping early = rules.early();
    return early != null && state.epoch() - best.epoch() >= early.patience()
        ? early.metric()
            + " has not been better than "
            + best.value()
            + " for "
            + early.patience()
            + " epochs (train.earlyStopping)"
        : null;
  }

  private boolean reached(double value) {
    StopSpec stop = rules.stop();
    return Validation.lessIsBetter(stop.metric()) ? value <= stop.target() : value >= stop.target();
  }

  private boolean converged(RunState state, double loss) {
    if (state.epochs().isEmpty()) {
      return false;
    }
    double before = state.epochs().get(state.epoch() - 1).trainLoss();
    return Math.abs(before - loss) < rules.stop().tolerance() * Math.abs(before);
  }

  private Plateau plateau(RunState state, Validation validation) {
    return rules
        .plateau()
        .map(rule -> state.plateau().next(rule, validation.value(rule.metric())))
        .orElse(null);
  }
}
