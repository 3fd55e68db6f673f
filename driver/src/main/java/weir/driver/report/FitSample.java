package weir.driver.report;

import java.util.stream.IntStream;

/**
 * Some rows of a regression beside what the model makes of them, for a picture; numbers in the
 * units of the data. All arrays are of one length.
 *
 * @param rows which rows they are, such as "test rows"
 * @param target name of what is predicted
 * @param feature name of the only feature; null where there are several
 * @param x values of the only feature; empty where there are several
 * @param truth the label of each row
 * @param prediction of each row
 */
public record FitSample(
    String rows, String target, String feature, double[] x, double[] truth, double[] prediction) {

  /** The fitted curve through the rows, or where there are several features, predicted by true. */
  Chart chart() {
    String points = truth.length + " " + rows;
    if (feature == null) {
      double low = IntStream.range(0, truth.length).mapToDouble(i -> truth[i]).min().orElse(0);
      double high = IntStream.range(0, truth.length).mapToDouble(i -> truth[i]).max().orElse(0);
      return new Chart(
              target + ": predicted by true value", "true " + target, "predicted " + target)
          .points(points, truth, prediction)
          .line("exact", new double[] {low, high}, new double[] {low, high});
    }
    int[] byFeature =
        IntStream.range(0, x.length)
            .boxed()
            .sorted((a, b) -> Double.compare(x[a], x[b]))
            .mapToInt(Integer::intValue)
            .toArray();
    return new Chart(target + " by " + feature, feature, target)
        .points(points, x, truth)
        .line("model", pick(x, byFeature), pick(prediction, byFeature));
  }

  private static double[] pick(double[] values, int[] order) {
    return IntStream.of(order).mapToDouble(i -> values[i]).toArray();
  }
}
