package weir.driver.judge;

import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;
import weir.driver.report.Measure;
import weir.worker.metric.EvaluationPartial;

/**
 * What an epoch is judged by beside its training loss.
 *
 * @param values on the validation rows, by name; empty without any
 * @param reasons why a value is not finite, by its name
 * @param partial what they follow from; null unless a threshold is picked by it
 */
public record Validation(
    Map<String, Double> values, Map<String, String> reasons, EvaluationPartial partial) {
  /** Without validation rows. */
  public static final Validation NONE = new Validation(Map.of(), Map.of(), null);

  /** Names of metrics of which less is better. */
  private static final List<String> LESS_IS_BETTER =
      List.of("loss", "logLoss", "perplexity", "mse", "rmse", "mae");

  /** A value of the report. */
  public Measure measure(String name) {
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

  /** True for losses and errors, those of one label among several too. */
  public static boolean lessIsBetter(String metric) {
    return LESS_IS_BETTER.contains(metric.substring(metric.lastIndexOf('.') + 1));
  }
}
