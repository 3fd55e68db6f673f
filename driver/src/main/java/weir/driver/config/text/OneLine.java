package weir.driver.config.text;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import weir.driver.config.ModelSpec;
import weir.driver.config.OptimizerSettings;

/** Parts of a job as YAML has them in one line. */
public final class OneLine {
  private OneLine() {}

  /** A map, list or scalar. */
  public static String of(Object value) {
    return value instanceof Map<?, ?> map
        ? map.entrySet().stream()
            .map(entry -> entry.getKey() + ": " + of(entry.getValue()))
            .collect(Collectors.joining(", ", "{", "}"))
        : String.valueOf(value);
  }

  /** The layers of a network in order. */
  public static List<String> layers(ModelSpec network) {
    return IntStream.range(0, network.nodes().size())
        .mapToObj(index -> of(LayerText.write(network.nodes().get(index), index)))
        .toList();
  }

  /** An optimizer with its schedule and all that belongs to it. */
  public static String optimizer(OptimizerSettings optimizer) {
    return of(OptimizerText.write(optimizer));
  }
}
