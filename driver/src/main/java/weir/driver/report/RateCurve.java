package weir.driver.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import weir.driver.files.Location;
import weir.driver.files.NewFolder;

/**
 * What a learning rate that rises from step to step does to the loss (Smith, "Cyclical Learning
 * Rates for Training Neural Networks", 2017). Each loss is told as a share of what the same batch,
 * under the same random numbers, costs with the weights of the beginning: what makes one batch
 * dearer than another, such as a single row far out, cancels (common random numbers: Law and
 * Kelton, "Simulation Modeling and Analysis"). Medians of neighbouring steps smooth the shares, so
 * that no single batch moves the curve.
 *
 * @param points one a step, in order
 */
public record RateCurve(List<Point> points) {
  /** The file that {@link #write} makes. */
  public static final String FILE = "learning-rates.json";

  /** A smoothed share this many times the lowest one so far has exploded. */
  public static final double EXPLOSION = 4;

  /** A loss that never falls below this share is none that a rate has lowered. */
  private static final double LOWERED = 0.99;

  /** Half of the steps of a median at most, and how many of them there are in a power of ten. */
  private static final int MOST_REACH = 3;

  private static final double REACHES = 4;

  /** A slope is told between the ends of one power of ten. */
  private static final double HALF_SLOPES = 2;

  /** From the rate where the loss was lowest to one that is safe, where no slope can be told. */
  private static final double SAFETY = 10;

  /** Least share whose logarithm counts. */
  private static final double LEAST = 1e-12;

  /**
   * One step.
   *
   * @param loss of the batch, before the step
   * @param startLoss of the same batch with the weights of the beginning
   */
  public record Point(double rate, double loss, double startLoss) {
    /** What is left of the loss; infinite where it is no number. */
    public double share() {
      if (loss == startLoss) {
        return 1;
      }
      double share = loss / startLoss;
      return Double.isNaN(share) ? Double.POSITIVE_INFINITY : share;
    }
  }

  public RateCurve {
    points = List.copyOf(points);
  }

  /** The share that is left of the loss after each step, smoothed. */
  public double[] smoothed() {
    int reach = (int) Math.min(MOST_REACH, Math.max(1, Math.round(stepsInPowerOfTen() / REACHES)));
    double[] shares = points.stream().mapToDouble(Point::share).toArray();
    double[] smoothed = new double[shares.length];
    for (int step = 0; step < smoothed.length; step++) {
      int from = Math.max(0, step - reach);
      int to = Math.min(shares.length, step + reach + 1);
      smoothed[step] = median(Arrays.copyOfRange(shares, from, to));
    }
    return smoothed;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }

  private double stepsInPowerOfTen() {
    return points.size() < 2 ? 1 : 1 / Math.log10(points.get(1).rate() / points.get(0).rate());
  }

  /** True when the last smoothed share is far above the lowest, or no number. */
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
   * The rate in the middle of that power of ten over which the smoothed share falls by the largest
   * factor, before it is lowest (Gugger, "How Do You Find A Good Learning Rate", 2018); empty when
   * no rate lowers the loss.
   */
  public OptionalDouble suggestion() {
    double[] smoothed = smoothed();
    if (smoothed.length == 0 || !(smoothed[lowest(smoothed)] < LOWERED)) {
      return OptionalDouble.empty();
    }
    int step = steepest(smoothed);
    return OptionalDouble.of(
        step < 0 ? points.get(lowest(smoothed)).rate() / SAFETY : points.get(step).rate());
  }

  private int steepest(double[] smoothed) {
    int half = (int) Math.max(1, Math.round(stepsInPowerOfTen() / HALF_SLOPES));
    int lowest = lowest(smoothed);
    int steepest = -1;
    double least = 0;
    for (int step = half; step + half <= lowest; step++) {
      double fall = logarithm(smoothed[step + half]) - logarithm(smoothed[step - half]);
      if (fall < least) {
        least = fall;
        steepest = step;
      }
    }
    return steepest;
  }

  private static double logarithm(double share) {
    return Math.log(Math.max(LEAST, share));
  }

  private static double top(double[] smoothed) {
    return EXPLOSION * Math.min(1, smoothed[lowest(smoothed)]);
  }

  /** The smoothed shares, none of them beyond the picture. */
  double[] drawn() {
    double[] smoothed = smoothed();
    double top = top(smoothed);
    return Arrays.stream(smoothed).map(share -> Math.min(top, share)).toArray();
  }

  /** The whole curve with the suggestion marked; what has exploded lies on the upper edge. */
  public Chart chart() {
    double top = top(smoothed());
    double[] rates = points.stream().mapToDouble(Point::rate).toArray();
    double[] shares = points.stream().mapToDouble(point -> Math.min(top, point.share())).toArray();
    double[] line = drawn();
    Chart chart =
        new Chart("Loss by learning rate", "learning rate", "loss, as a share of the first")
            .logarithmicX()
            .line("smoothed", rates, line)
            .points("of each batch", rates, shares);
    OptionalDouble suggestion = suggestion();
    if (suggestion.isPresent()) {
      double rate = suggestion.getAsDouble();
      double[] ends = {
        Arrays.stream(line).min().orElseThrow(), Arrays.stream(line).max().orElseThrow()
      };
      chart.line("suggestion " + Figures.rough(rate), new double[] {rate, rate}, ends);
    }
    return chart;
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
      ReportJson.put(one, "startLoss", Measure.of(points.get(step).startLoss()));
      ReportJson.put(one, "smoothedShare", Measure.of(smoothed[step]));
    }
    try (NewFolder folder = NewFolder.replacing(output, Set.of(FILE, Pictures.FOLDER))) {
      folder.path().createFolders();
      folder.path().resolve(FILE).writeText(root.toPrettyString() + "\n");
      Pictures.draw(() -> Map.of("learning-rates", chart())).write(folder.path());
      folder.keep();
    }
  }
}
