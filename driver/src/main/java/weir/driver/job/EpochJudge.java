package weir.driver.job;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import weir.driver.UserInputException;
import weir.driver.config.EarlyStopping;
import weir.driver.config.StopSpec;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.spec.EpochPlan;

/**
 * Decides at the end of an epoch whether training goes on: target loss, target metric, convergence,
 * early stopping; and remembers the weights of the best epoch. One thread at a time.
 */
final class EpochJudge implements Function<EpochResult, Decision> {
  /** Names of metrics of which less is better. */
  private static final List<String> LESS_IS_BETTER =
      List.of("loss", "logLoss", "mse", "rmse", "mae");

  /**
   * An epoch that is over.
   *
   * @param rateFactor times the rate of the schedule, in this epoch
   * @param validation named values on the validation rows; empty without any
   */
  record Verdict(
      int epoch,
      double trainLoss,
      double rateFactor,
      Map<String, Double> validation,
      Decision decision) {}

  /**
   * Where the judge gets its numbers and who listens.
   *
   * @param metrics merges encoded partials into named values
   * @param weightsAfter the weights after so many steps
   */
  record Sources(
      Function<SortedMap<Integer, byte[]>, Map<String, Double>> metrics,
      LongFunction<float[]> weightsAfter,
      Consumer<Verdict> listener) {}

  private final StopSpec stop;
  private final EarlyStopping early;
  private final EpochPlan epochs;
  private final Sources sources;
  private final RateScaling rates;
  private double previousLoss = Double.NaN;
  private double bestValue = Double.NaN;
  private int bestEpoch = -1;
  private float[] bestWeights;

  /**
   * @param early null: none
   */
  EpochJudge(
      StopSpec stop, EarlyStopping early, EpochPlan epochs, Sources sources, RateScaling rates) {
    this.stop = stop;
    this.early = early;
    this.epochs = epochs;
    this.sources = sources;
    this.rates = rates;
  }

  @Override
  public Decision apply(EpochResult result) {
    Map<String, Double> values =
        result.validation().isEmpty() ? Map.of() : sources.metrics().apply(result.validation());
    String reason = reasonToEnd(result, values);
    Decision decision = new Decision(reason.isEmpty(), reason);
    previousLoss = result.trainLoss();
    double factor = rates.factor();
    if (decision.proceed()) {
      rates.next(epochs.firstStep(result.epoch() + 1), metric -> value(values, metric));
    }
    sources
        .listener()
        .accept(new Verdict(result.epoch(), result.trainLoss(), factor, values, decision));
    return decision;
  }

  private String reasonToEnd(EpochResult result, Map<String, Double> values) {
    boolean stalled = early != null && stalled(result.epoch(), value(values, early.metric()));
    double loss = result.trainLoss();
    if (stop.loss() != null && loss <= stop.loss()) {
      return "training loss " + loss + " reached train.stop.loss=" + stop.loss();
    }
    if (stop.metric() != null) {
      double value = value(values, stop.metric());
      if (reached(stop.metric(), value)) {
        return stop.metric() + " " + value + " reached train.stop.target=" + stop.target();
      }
    }
    if (stop.tolerance() != null
        && Math.abs(previousLoss - loss) < stop.tolerance() * Math.abs(previousLoss)) {
      return "training loss moved by less than train.stop.tolerance=" + stop.tolerance();
    }
    return stalled
        ? early.metric()
            + " has not been better than "
            + bestValue
            + " for "
            + early.patience()
            + " epochs (train.earlyStopping)"
        : "";
  }

  /** True for losses and errors. */
  static boolean lessIsBetter(String metric) {
    return LESS_IS_BETTER.contains(metric);
  }

  private boolean reached(String metric, double value) {
    return lessIsBetter(metric) ? value <= stop.target() : value >= stop.target();
  }

  private boolean stalled(int epoch, double value) {
    double gain = lessIsBetter(early.metric()) ? bestValue - value : value - bestValue;
    if (bestEpoch < 0 || gain > early.minDelta()) {
      bestValue = value;
      bestEpoch = epoch;
      if (early.restore()) {
        bestWeights = sources.weightsAfter().apply(epochs.firstStep(epoch + 1));
      }
    }
    return epoch - bestEpoch >= early.patience();
  }

  private static double value(Map<String, Double> values, String metric) {
    Double value = values.get(metric);
    if (value == null) {
      throw new UserInputException(
          "metric="
              + metric
              + " (expected: one of "
              + Arrays.toString(values.keySet().stream().sorted().toArray())
              + "); set the metric of train.earlyStopping, train.stop or optimizer.schedule");
    }
    return value;
  }

  /** The weights of the best epoch, where early stopping keeps them. */
  Optional<float[]> bestWeights() {
    return Optional.ofNullable(bestWeights);
  }

  /** The best epoch so far, from 0; −1 without early stopping. */
  int bestEpoch() {
    return bestEpoch;
  }
}
