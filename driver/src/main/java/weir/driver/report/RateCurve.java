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
 * Training Neural Networks", 2017). Each loss is that of another batch, and of heavy-tailed labels
 * a single batch may weigh a thousand times another; so the smoothed loss is a running median
 * (Tukey, "Exploratory Data Analysis", 1977), which no outlier moves.
 *
 * @param points one a step, in order
 */
public record RateCurve(List<Point> points) {
  /** The file that {@link #write} makes. */
  public static final String FILE = "learning-rates.json";

  /** A smoothed loss this many times the lowest one so far has exploded. */
  public static final double EXPLOSION = 4;

  /** Steps that a median is taken of. */
  private static final int WINDOW = 9;

  /** Of the fall of the loss, from where rates do nothing to where it is lowest. */
  private static final double SHARE_OF_FALL = 0.5;

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

  /** The median of the losses around each step. */
  public double[] smoothed() {
    double[] smoothed = new double[points.size()];
    for (int step = 0; step < smoothed.length; step++) {
      smoothed[step] = median(step - WINDOW / 2, step + WINDOW / 2);
    }
    return smoothed;
  }

  private double median(int first, int last) {
    double[] losses =
        points.subList(Math.max(0, first), Math.min(points.size(), last + 1)).stream()
            .mapToDouble(Point::loss)
            .sorted() // what is no number comes last
            .toArray();
    int half = losses.length / 2;
    return losses.length % 2 == 1 ? losses[half] : (losses[half - 1] + losses[half]) / 2;
  }

  /** True when the last loss is no number, or the last ones together far above the lowest. */
  public boolean exploded() {
    int last = points.size() - 1;
    if (last < 0) {
      return false;
    }
    double lowest = Double.POSITIVE_INFINITY;
    for (int step = Math.min(last, WINDOW - 1); step <= last; step++) {
      lowest = Math.min(lowest, median(step - WINDOW + 1, step));
    }
    double now = median(last - WINDOW + 1, last);
    boolean number = Double.isFinite(points.get(last).loss());
    return !(number && now <= lowest + (EXPLOSION - 1) * Math.abs(lowest));
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
   * The rate at which the smoothed loss has fallen half of the way to its lowest; empty when it
   * never falls.
   */
  public OptionalDouble suggestion() {
    double[] smoothed = smoothed();
    int lowest = smoothed.length == 0 ? 0 : lowest(smoothed);
    if (lowest == 0) {
      return OptionalDouble.empty();
    }
    double bar = smoothed[0] - SHARE_OF_FALL * (smoothed[0] - smoothed[lowest]);
    int step = lowest;
    while (step > 0 && smoothed[step - 1] <= bar) {
      step--;
    }
    return OptionalDouble.of(points.get(step).rate());
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
