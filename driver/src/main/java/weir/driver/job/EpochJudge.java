package weir.driver.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import weir.driver.UserInputException;
import weir.driver.config.EarlyStopping;
import weir.driver.config.StopSpec;
import weir.driver.report.Measure;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.spec.EpochPlan;
import weir.worker.metric.EvaluationPartial;

/**
 * Decides at the end of an epoch whether training goes on: target loss, target metric, convergence,
 * early stopping; and remembers the weights of the best epoch. One thread at a time.
 */
final class EpochJudge implements Function<EpochResult, Decision> {
  /** Names of metrics of which less is better. */
  private static final List<String> LESS_IS_BETTER =
      List.of("loss", "logLoss", "perplexity", "mse", "rmse", "mae");

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
   * What an epoch is judged by.
   *
   * @param values on the validation rows, by name; empty without any
   * @param reasons why a value is not finite, by its name
   * @param partial what they follow from; null unless a threshold is picked by it
   */
  record Validation(
      Map<String, Double> values, Map<String, String> reasons, EvaluationPartial partial) {
    static final Validation NONE = new Validation(Map.of(), Map.of(), null);

    /** A value of the report. */
    Measure measure(String name) {
      double value = values.get(name);
      return Measure.of(value, reasons.getOrDefault(name, "the value is " + value));
    }

    /**
     * A value that the job decides by.
     *
     * @throws UserInputException when there is none of this name
     */
    double value(String metric) {
      Double value = values.get(metric);
      if (value == null) {
        throw new UserInputException(
            "metric="
                + metric
                + " (expected: one of "
                + values.keySet().stream().sorted().toList()
                + "); set the metric of train.earlyStopping, train.stop or optimizer.schedule");
      }
      return value;
    }
  }

  /**
   * The epoch whose weights are kept.
   *
   * @param epoch from 0
   */
  record Kept(int epoch, Validation validation) {}

  /**
   * Where the judge gets its numbers and who listens.
   *
   * @param metrics merges encoded partials into named values
   * @param weightsAfter the weights after so many steps
   */
  record Sources(
      Function<SortedMap<Integer, byte[]>, Validation> metrics,
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
  private Kept kept;
  private boolean judged;

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
    Validation validation =
        result.validation().isEmpty()
            ? Validation.NONE
            : sources.metrics().apply(result.validation());
    if (!judged) {
      wanted().forEach((key, metric) -> requireTold(key, metric, validation));
      judged = true;
    }
    String reason = reasonToEnd(result, validation);
    Decision decision = new Decision(reason.isEmpty(), reason);
    if (early == null || !early.restore() || bestEpoch == result.epoch()) {
      kept = new Kept(result.epoch(), validation);
    }
    previousLoss = result.trainLoss();
    double factor = rates.factor();
    if (decision.proceed()) {
      rates.next(epochs.firstStep(result.epoch() + 1), validation::value);
    }
    sources
        .listener()
        .accept(
            new Verdict(result.epoch(), result.trainLoss(), factor, validation.values(), decision));
    return decision;
  }

  /** The metrics that are decided by, by the key that names them. */
  private Map<String, String> wanted() {
    Map<String, String> wanted = new TreeMap<>();
    if (early != null) {
      wanted.put("train.earlyStopping.metric", early.metric());
    }
    if (stop.metric() != null) {
      wanted.put("train.stop.metric", stop.metric());
    }
    rates
        .metric()
        .ifPresent(metric -> wanted.put("optimizer.schedule.reducePlateau.metric", metric));
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

  private String reasonToEnd(EpochResult result, Validation validation) {
    boolean stalled = early != null && stalled(result.epoch(), validation.value(early.metric()));
    double loss = result.trainLoss();
    if (stop.loss() != null && loss <= stop.loss()) {
      return "training loss " + loss + " reached train.stop.loss=" + stop.loss();
    }
    if (stop.metric() != null) {
      double value = validation.value(stop.metric());
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

  /** True for losses and errors, those of one label among several too. */
  static boolean lessIsBetter(String metric) {
    return LESS_IS_BETTER.contains(metric.substring(metric.lastIndexOf('.') + 1));
  }

  private boolean reached(String metric, double value) {
    return lessIsBetter(metric) ? value <= stop.target() : value >= stop.target();
  }

  /** A value that is no number is never better. */
  private boolean stalled(int epoch, double value) {
    double gain = lessIsBetter(early.metric()) ? bestValue - value : value - bestValue;
    // What is no number is not better, but any number is better than it.
    boolean first = bestEpoch < 0 || Double.isNaN(bestValue) && !Double.isNaN(value);
    if (first || gain > early.minDelta()) {
      bestValue = value;
      bestEpoch = epoch;
      if (early.restore()) {
        bestWeights = sources.weightsAfter().apply(epochs.firstStep(epoch + 1));
      }
    }
    return epoch - bestEpoch >= early.patience();
  }

  /** The weights of the best epoch, where early stopping keeps them. */
  Optional<float[]> bestWeights() {
    return Optional.ofNullable(bestWeights);
  }

  /** The epoch after which the weights are kept, as it stands; null before the first has ended. */
  Kept kept() {
    return kept;
  }

  /** The best epoch so far, from 0; −1 without early stopping. */
  int bestEpoch() {
    return bestEpoch;
  }
}
