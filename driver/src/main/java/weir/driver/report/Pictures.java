package weir.driver.report;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.files.Location;

/**
 * The pictures of a run.
 *
 * @param svgs {@code <svg>} elements by name, in the order in which to look at them
 */
public record Pictures(Map<String, String> svgs) {
  /** Their place in a run folder. */
  public static final String FOLDER = "pictures";

  /** Metrics that one chart shows; metrics.jsonl has them all. */
  private record Group(String name, String title, String axis, List<String> metrics) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group("accuracy", "Accuracy", "share of rows", List.of("accuracy")),
          new Group(
              "macro",
              "Means over classes",
              "share",
              List.of("precisionMacro", "recallMacro", "f1Macro")),
          new Group("areas", "Areas under the curves", "area", List.of("rocAuc", "prAuc")),
          new Group(
              "errors",
              "Errors",
              "error, as the label was prepared",
              List.of("rmse", "mae", "naiveMae")),
          new Group("r2", "Explained variance", "R²", List.of("r2")));

  /** Fewer epochs are marked one by one. */
  private static final int MOST_EPOCHS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Pictures.class);

  public Pictures {
    svgs = Collections.unmodifiableMap(new LinkedHashMap<>(svgs));
  }

  /** Curves over the epochs, how a regression fits, and which images were told wrongly. */
  public static Pictures of(List<EpochSummary> epochs, Examples examples) {
    Pictures charts =
        draw(
            () -> {
              Map<String, Chart> all = curves(epochs);
              if (examples.fit() != null) {
                all.put("fit", examples.fit().chart());
              }
              return all;
            });
    Map<String, String> svgs = new LinkedHashMap<>(charts.svgs());
    if (examples.mistakes() != null && !examples.mistakes().list().isEmpty()) {
      svgs.put("misclassified", examples.mistakes().svg());
    }
    return new Pictures(svgs);
  }

  /** These charts, without those that are empty; none where this machine cannot draw. */
  static Pictures draw(Supplier<Map<String, Chart>> charts) {
    Map<String, String> svgs = new LinkedHashMap<>();
    try {
      charts
          .get()
          .forEach(
              (name, chart) -> {
                if (!chart.isEmpty()) {
                  svgs.put(name, chart.svg());
                }
              });
    } catch (LinkageError | InternalError | RuntimeException e) {
      // What Java throws on a machine without any font; a finished training is worth more.
      LOG.warn("the report has no pictures ({}); install fontconfig and a font", e.toString());
    }
    return new Pictures(svgs);
  }

  private static Map<String, Chart> curves(List<EpochSummary> epochs) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    double[] numbers = places(epochs);
    Chart loss =
        new Chart("Loss by epoch", "epoch", "loss")
            .line("training", numbers, values(epochs, EpochSummary::trainLoss));
    charts.put("loss", loss);
    loss.line("validation", numbers, validation(epochs, "loss"));
    for (Group group : GROUPS) {
      Chart chart =
          new Chart(group.title() + " on validation rows by epoch", "epoch", group.axis());
      for (String metric : group.metrics()) {
        chart.line(metric, numbers, validation(epochs, metric));
      }
      charts.put(group.name(), chart);
    }
    charts.put(
        "learning-rate",
        new Chart("Learning rate by epoch", "epoch", "learning rate")
            .line("rate", numbers, values(epochs, EpochSummary::learningRate)));
    return charts;
  }

  /**
   * Where epochs stand. Values that are equally far apart are marked themselves, however odd (1,
   * 39, 77, …): of many epochs the first stands aside by less than a pixel, and round numbers are
   * marked.
   */
  private static double[] places(List<EpochSummary> epochs) {
    double[] places = values(epochs, EpochSummary::epoch);
    if (places.length > MOST_EPOCHS) {
      places[0] += 0.01;
    }
    return places;
  }

  private static double[] validation(List<EpochSummary> epochs, String metric) {
    return values(epochs, epoch -> epoch.validation().getOrDefault(metric, Double.NaN));
  }

  private static double[] values(List<EpochSummary> epochs, ToDoubleFunction<EpochSummary> of) {
    return epochs.stream().mapToDouble(of).toArray();
  }

  /** About as many as they need in files. */
  public long bytes() {
    return svgs.values().stream().mapToLong(String::length).sum();
  }

  /** Writes each as {@code pictures/NAME.svg} below a run folder. */
  public void write(Location run) throws IOException {
    if (svgs.isEmpty()) {
      return;
    }
    Location folder = run.resolve(FOLDER);
    folder.createFolders();
    for (Map.Entry<String, String> picture : svgs.entrySet()) {
      folder.resolve(picture.getKey() + ".svg").writeText(picture.getValue());
    }
  }
}
