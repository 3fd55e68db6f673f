package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PicturesTest {
  private static EpochSummary epoch(int number, double trainLoss, Map<String, Double> validation) {
    return new EpochSummary(number, 10L * number, 0.1, trainLoss, validation, 2, 640);
  }

  @Test
  void hasACurveForEachMetricAndTheFit() {
    List<EpochSummary> epochs =
        List.of(
            epoch(1, 0.5, Map.of("loss", 0.6, "accuracy", 0.75)),
            epoch(2, Double.NaN, Map.of("loss", 0.4, "accuracy", 0.8)),
            epoch(3, 0.25, Map.of("loss", 0.3, "accuracy", 0.9)));
    double[] values = {1, 2};
    var fit = new FitSample("test rows", "price", "area", values, values, values);

    Map<String, String> svgs = Pictures.of(epochs, new Examples(fit, null)).svgs();

    assertThat(svgs.keySet()).containsExactly("loss", "accuracy", "learning-rate", "fit");
    assertThat(svgs.values()).allSatisfy(svg -> assertThat(svg).startsWith("<svg"));
  }

  @Test
  void leavesOutWhatHasNoValue() {
    assertThat(Pictures.of(List.of(), new Examples(null, null)).svgs()).isEmpty();
    List<EpochSummary> diverged = List.of(epoch(1, Double.NaN, Map.of("rmse", Double.NaN)));
    assertThat(Pictures.of(diverged, new Examples(null, null)).svgs().keySet())
        .containsExactly("learning-rate");
  }

  @Test
  void manyFeaturesAreShownAsPredictedByTrueValue() {
    double[] truth = {1, 5, 3};
    var fit = new FitSample("test rows", "price", null, new double[0], truth, truth);

    assertThat(Pictures.of(List.of(), new Examples(fit, null)).svgs().keySet())
        .containsExactly("fit");
  }
}
