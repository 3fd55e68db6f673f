package weir.worker.loss;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.reference.GoldenCase;
import weir.reference.Goldens;

/** Every loss against PyTorch's numbers. */
class LossGoldensTest {
  private static final double TOLERANCE = 1e-5;

  static Stream<GoldenCase> losses() {
    return GoldenCase.all("losses").stream();
  }

  @ParameterizedTest
  @MethodSource("losses")
  void equalsPyTorch(GoldenCase golden) {
    int[] shape = golden.tensor("prediction").shape();
    LossRows rows =
        new LossRows(
            golden.tensor("prediction").floats(),
            golden.tensor("target").floats(),
            null,
            shape[0],
            shape[1]);
    float[] gradient = new float[shape[0] * shape[1]];
    LossTotals totals = new LossTotals();
    Loss loss = Loss.of(spec(golden), shape[1]);
    loss.evaluate(rows, gradient, totals);

    Goldens.assertClose(totals.loss() / totals.weight(), golden.tensor("loss").scalar(), TOLERANCE);
    double[] mean = new double[gradient.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = gradient[i] / totals.weight();
    }
    Goldens.assertClose(mean, golden.tensor("grad_prediction").data(), TOLERANCE);

    LossTotals withoutGradient = new LossTotals();
    loss.evaluate(rows, null, withoutGradient);
    assertThat(withoutGradient.loss()).isEqualTo(totals.loss());
    assertThat(withoutGradient.weight()).isEqualTo(totals.weight());
  }

  private static LossSpec spec(GoldenCase golden) {
    JsonNode config = golden.config();
    return switch (golden.kind()) {
      case "mse" -> new LossSpec.MeanSquaredError();
      case "mae" -> new LossSpec.MeanAbsoluteError();
      case "huber" -> new LossSpec.Huber(config.get("delta").asDouble());
      case "smooth_l1" -> new LossSpec.SmoothL1(config.get("beta").asDouble());
      case "bce_with_logits" -> new LossSpec.BinaryCrossEntropy(weights(golden));
      case "cross_entropy" ->
          new LossSpec.SoftmaxCrossEntropy(
              weights(golden), config.get("label_smoothing").asDouble());
      default -> throw new IllegalArgumentException("loss " + golden.kind());
    };
  }

  private static List<Double> weights(GoldenCase golden) {
    return golden.has("weight")
        ? Arrays.stream(golden.tensor("weight").data()).boxed().toList()
        : List.of();
  }
}
