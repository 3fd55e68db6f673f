package weir.driver.data;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the statistics of the training rows say to their user, apart from what is wrong with them.
 *
 * @param advice lines, the most useful first
 * @param features root mean square of columns that stay in their own units, by name; empty where a
 *     line of advice is about them already
 * @param labels the same of labels that are numbers
 */
public record Insights(
    List<String> advice, Map<String, Double> features, Map<String, Double> labels) {
  /** Nothing. */
  public static final Insights NONE = new Insights(List.of(), Map.of(), Map.of());

  public Insights {
    advice = List.copyOf(advice);
    features = Map.copyOf(new TreeMap<>(features));
    labels = Map.copyOf(new TreeMap<>(labels));
  }
}
