package weir.driver.judge;

import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;

/**
 * What an epoch is judged by beside its training loss.
 *
 * @param values on the validation rows, by name; empty without any
 * @param reasons why a value is not finite, by its name
 */
public record Validation(Map<String, Double> values, Map<String, String> reasons) {
  /** Without validation rows. */
  public static final Validation NONE = new Validation(Map.of(), Map.of());

  /** Names of metrics of which less is better. */
  private static final List<String> LESS_IS_BETTER =
      List.of("loss", "logLoss", "mse", "rmse", "mae");

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
