package weir.ml;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import weir.driver.UserInputException;

/** Says in params of stages what errors of a training say in keys of a job file. */
final class ParamNames {
  private static final Map<String, String> PARAMS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("cluster.workers", "numWorkers"),
              Map.entry("cluster.deadlineSeconds", "deadlineSeconds"),
              Map.entry("data.label", "labelCol"),
              Map.entry("data.features", "featuresCol"),
              Map.entry("data.weight", "weightCol"),
              Map.entry("data.validation", "validationIndicatorCol"),
              Map.entry("data.validationFraction", "validationFraction"),
              Map.entry("data.split", "validationSplit"),
              Map.entry("model.input", "layers"),
              Map.entry("train.batchSize", "batchSize"),
              Map.entry("train.classWeights", "classWeights"),
              Map.entry("train.decide", "decide"),
              Map.entry("train.earlyStopping.metric", "earlyStoppingMetric"),
              Map.entry("train.virtualWorkers", "virtualWorkers")));

  private static final Pattern KEY =
      Pattern.compile("\\b(" + String.join("|", PARAMS.keySet()).replace(".", "\\.") + ")\\b");

  private ParamNames() {}

  /** The same error for someone who knows params alone. */
  static UserInputException in(UserInputException error) {
    Matcher keys = KEY.matcher(error.getMessage());
    String text = keys.replaceAll(key -> PARAMS.get(key.group()));
    return new UserInputException(text, error.getCause());
  }
}
