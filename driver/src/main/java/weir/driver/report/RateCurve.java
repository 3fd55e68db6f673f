package weir.driver.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import weir.driver.files.Location;
import weir.driver.files.NewFolder;

/**
 * Loss against a learning rate that rises from step to step (Smith, "Cyclical Learning Rates for
 * Training Neural Networks", 2017). The smoothed loss is the exponential average with factor 0.9,
 * divided by what its weights add up to.
 *
 * @param points one a step, in order
 */
public record RateCurve(List<Point> points) {
  /** The file that {@link #write} makes. */
  public static final String FILE = "learning-rates.json";

  /** A smoothed loss this many times the lowest one so far has exploded. */
  public static final double EXPLOSION = 4;

  private static final double KEEP = 0.9;

  /** Share of the first loss that the picture reaches up to at least. */
  private static final double HEADROOM = 1.25;

  /**
   * One step.
   *
   * @param loss of the batch, before the step
   */
  public record Point(double rate, double loss) {}

  public RateCurve {
    points = List.copyOf(points);
  }

  /** The smoothed loss after each step. */
  public double[] smoothed() {
    double[] smoothed = new double[points.size()];
    double sum = 0;
    double weight = 0;
    for (int step = 0; step < smoothed.length; step++) {
      sum = KEEP * sum + (1 - KEEP) * points.get(step).loss();
      weight = KEEP * weight + (1 - KEEP);
      smoothed[step] = sum / weight;
    }
    return smoothed;
  }

  /** True when the last smoothed loss is no number, or far above the lowest. */
  public boolean exploded() {
    double[] smoothed = smoothed();
    int last = smoothed.length - 1;
    return last >= 0 && !(smoothed[last] <= EXPLOSION * smoothed[lowest(smoothed)]);
  }

  private static int lowest(double[] smoothed) {
    int lowest = 0;
    for (int step = 1; step < smoothed.length; step++) {
      if (smoothed[step] < smoothed[lowest]) {
        lowest = step;
      }
    }
    return lowest;
  }

  /**
   * The rate at which the smoothed loss falls most for a factor of rate, before it is lowest; empty
   * when it never falls.
   */
  public OptionalDouble suggestion() {
    int step = steepest();
    return step < 0 ? OptionalDouble.empty() : OptionalDouble.of(points.get(step).rate());
  }

  private int steepest() {
    double[] smoothed = smoothed();
    int lowest = lowest(smoothed);
    int steepest = -1;
    double least = 0;
    for (int step = 1; step < lowest; step++) {
      double fall = smoothed[step + 1] - smoothed[step - 1];
      if (fall < least) {
        least = fall;
        steepest = step;
      }
    }
    return steepest;
  }

  /** The curve with the suggestion marked; what has exploded lies outside. */
  public Chart chart() {
    double[] smoothed = smoothed();
    double top = Math.max(EXPLOSION * smoothed[lowest(smoothed)], HEADROOM * smoothed[0]);
    List<Double> rates = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int step = 0; step < smoothed.length && smoothed[step] <= top; step++) {
      rates.add(points.get(step).rate());
      double loss = points.get(step).loss();
      losses.add(loss <= top ? loss : Double.NaN);
      means.add(smoothed[step]);
    }
    Chart chart =
        new Chart("Loss by learning rate", "learning rate", "training loss")
            .logarithmicX()
            .line("smoothed", array(rates), array(means))
            .points("of each batch", array(rates), array(losses));
    OptionalDouble suggestion = suggestion();
    if (suggestion.isPresent()) {
      double rate = suggestion.getAsDouble();
      double[] ends = {Collections.min(means), Collections.max(means)};
      chart.line("suggestion " + Figures.rough(rate), new double[] {rate, rate}, ends);
    }
    return chart;
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Writes the numbers and the picture as {@code output}, whole; earlier ones of that name go. */
  public void write(Location output) throws IOException {
    ObjectNode root = new ObjectMapper().createObjectNode();
    OptionalDouble suggestion = suggestion();
    ReportJson.put(root, "suggestion", Measure.of(suggestion.orElse(Double.NaN)));
    double[] smoothed = smoothed();
    ArrayNode steps = root.putArray("steps");
    for (int step = 0; step < smoothed.length; step++) {
      ObjectNode one = steps.addObject();
      ReportJson.put(one, "learningRate", Measure.of(points.get(step).rate()));
      ReportJson.put(one, "loss", Measure.of(points.get(step).loss()));
      ReportJson.put(one, "smoothedLoss", Measure.of(smoothed[step]));
    }
    try (NewFolder folder = NewFolder.replacing(output, Set.of(FILE, Pictures.FOLDER))) {
      folder.path().createFolders();
      folder.path().resolve(FILE).writeText(root.toPrettyString() + "\n");
      Pictures.draw(() -> Map.of("learning-rates", chart())).write(folder.path());
      folder.keep();
    }
  }
}
