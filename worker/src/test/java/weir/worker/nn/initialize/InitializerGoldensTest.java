package weir.worker.nn.initialize;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.reference.GoldenCase;
import weir.reference.Goldens;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.nn.spec.InitializerSpec.Distribution;
import weir.worker.nn.spec.InitializerSpec.Scaled;
import weir.worker.nn.spec.InitializerSpec.Scheme;

/** Fans, deviations and bounds of the scaled initializers, and the samples they draw. */
class InitializerGoldensTest {
  private static final double TOLERANCE = 1e-9;
  private static final long SEED = 7;

  static Stream<GoldenCase> initializers() {
    return GoldenCase.all("init").stream();
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void hasTheFansDeviationAndBoundOfPyTorch(GoldenCase golden) {
    Fans fans = Fans.of(shape(golden));
    Scaled spec = spec(golden);
    assertThat(fans.in()).isEqualTo((long) golden.tensor("fan_in").scalar());
    assertThat(fans.out()).isEqualTo((long) golden.tensor("fan_out").scalar());
    Goldens.assertClose(
        spec.deviation(fans.in(), fans.out()), golden.tensor("std").scalar(), TOLERANCE);
    if (golden.has("bound")) {
      Goldens.assertClose(
          spec.bound(fans.in(), fans.out()), golden.tensor("bound").scalar(), TOLERANCE);
    }
  }

  @ParameterizedTest
  @MethodSource("initializers")
  void drawsSamplesOfThatDistribution(GoldenCase golden) {
    int n = shape(golden).size();
    float[] weights = new float[n];
    Initializer.fill(
        spec(golden),
        Fans.of(shape(golden)),
        new RandomStream(SEED, 1, 0, 0),
        new FloatSlice(weights, 0, n));
    double mean = 0;
    for (float weight : weights) {
      mean += weight / (double) n;
    }
    double variance = 0;
    double largest = 0;
    for (float weight : weights) {
      variance += (weight - mean) * (weight - mean) / (n - 1);
      largest = Math.max(largest, Math.abs(weight));
    }
    double deviation = golden.tensor("std").scalar();
    assertThat(Math.abs(mean)).isLessThan(5 * deviation / Math.sqrt(n));
    assertThat(Math.abs(Math.sqrt(variance) / deviation - 1)).isLessThan(5 / Math.sqrt(2.0 * n));
    if (golden.has("bound")) {
      double bound = golden.tensor("bound").scalar();
      assertThat(largest).isLessThanOrEqualTo(bound).isGreaterThan(0.99 * bound);
    }
  }

  private static Shape shape(GoldenCase golden) {
    var list = golden.config().get("shape");
    int[] extents = new int[list.size()];
    for (int i = 0; i < extents.length; i++) {
      extents[i] = list.get(i).asInt();
    }
    return new Shape(extents);
  }

  private static Scaled spec(GoldenCase golden) {
    String[] words = golden.kind().toUpperCase(java.util.Locale.ROOT).split("_");
    return new Scaled(
        Scheme.valueOf(words[0]),
        Distribution.valueOf(words[1]),
        golden.config().path("gain").asDouble(1));
  }
}
