package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleBiFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.files.Location;
import weir.tensor.RandomStream;

class RateCurveTest {
  @TempDir Path folder;

  /** Ten steps a power of ten, from 1e-6 on; every batch costs 1 with the weights of the start. */
  private static RateCurve curve(int steps, DoubleUnaryOperator shareOfExponent) {
    return curve(steps, step -> 1, (step, exponent) -> shareOfExponent.applyAsDouble(exponent));
  }

  private static RateCurve curve(
      int steps, IntToDoubleFunction startLoss, ToDoubleBiFunction<Integer, Double> share) {
    List<RateCurve.Point> points = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      double exponent = -6 + step / 10.0;
      double start = startLoss.applyAsDouble(step);
      double loss = start * share.applyAsDouble(step, exponent);
      points.add(new RateCurve.Point(Math.pow(10, exponent), loss, start));
    }
    return new RateCurve(points);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Falls fastest at 1e-3, rises from 1e-1 on. */
  private static double falling(double exponent) {
    return 1 - sigmoid(6 * (exponent + 3)) / 2 + Math.max(0, 3 * (exponent + 1));
  }

  @Test
  void smoothsByMediansOfNeighbours() {
    RateCurve curve = curve(9, x -> x);
    assertThat(curve.smoothed()[4]).isEqualTo(-5.6, Offset.offset(1e-12));
    assertThat(curve.smoothed()[0]).isEqualTo((-5.9 - 5.8) / 2, Offset.offset(1e-12));
    assertThat(new RateCurve(List.of(new RateCurve.Point(1, 3, 2))).smoothed())
        .containsExactly(1.5);
  }

  @Test
  void suggestsWhereTheLossFallsMostBeforeItIsLowest() {
    RateCurve curve = curve(60, RateCurveTest::falling);
    assertThat(Math.log10(curve.suggestion().orElseThrow())).isEqualTo(-3, Offset.offset(0.11));
  }

  @Test
  void batchesThatAreDearFromTheStartMoveNothing() {
    double plain = curve(60, RateCurveTest::falling).suggestion().orElseThrow();
    RandomStream random = new RandomStream(5, 0, 0, 0);
    IntToDoubleFunction pareto = step -> Math.pow(1 - random.uniformDouble(step), -1 / 1.1);
    assertThat(curve(60, pareto, (step, x) -> falling(x)).suggestion().orElseThrow())
        .isEqualTo(plain);
    assertThat(curve(60, pareto, (step, x) -> step % 4 == 1 ? 1e6 : falling(x)).suggestion())
        .hasValueCloseTo(plain, Offset.offset(plain));
    assertThat(curve(40, pareto, (step, x) -> step == 0 ? 1e-9 : falling(x)).exploded()).isFalse();
  }

  @Test
  void suggestsATenthOfTheBestRateWhereEvenTheFirstIsHigh() {
    RateCurve high = curve(40, x -> x < -5.6 ? 0.5 : 3);
    assertThat(high.suggestion().orElseThrow()).isEqualTo(1e-7, Offset.offset(1e-8));
  }

  @Test
  void suggestsNothingWhereTheLossNeverFalls() {
    assertThat(curve(40, x -> 1).suggestion()).isEmpty();
    assertThat(curve(40, x -> 7 + x).suggestion()).isEmpty();
    assertThat(new RateCurve(List.of()).suggestion()).isEmpty();
  }

  @Test
  void explodesFarAboveTheLowestAndWhereThereIsNoNumber() {
    assertThat(new RateCurve(List.of()).exploded()).isFalse();
    assertThat(curve(40, x -> 1).exploded()).isFalse();
    assertThat(curve(40, x -> x > -2.35 ? 1000 : 1).exploded()).isTrue();
    assertThat(curve(40, x -> x > -2.15 ? 1000 : 1).exploded()).as("one batch alone").isFalse();
    assertThat(curve(40, x -> x > -2.35 ? Double.NaN : 1).exploded()).isTrue();
  }

  @Test
  void writesEveryStepAndAPictureAlsoOfAnExplosion() throws Exception {
    RateCurve curve = curve(60, x -> x > -0.15 ? Double.NaN : falling(x) + Math.max(0, 1e9 * x));
    Path rates = folder.resolve("rates");
    curve.write(Location.of(rates));
    curve.write(Location.of(rates));
    JsonNode json = new ObjectMapper().readTree(rates.resolve(RateCurve.FILE).toFile());
    assertThat(json.get("steps")).hasSize(60);
    assertThat(json.get("suggestion").asDouble()).isEqualTo(curve.suggestion().orElseThrow());
    assertThat(json.get("steps").get(59).get("loss").isNull()).isTrue();
    assertThat(Files.readString(rates.resolve("pictures/learning-rates.svg"))).startsWith("<svg");
    assertThat(Arrays.stream(curve.drawn()).filter(Double::isFinite).count()).isEqualTo(60);

    Files.writeString(rates.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> curve.write(Location.of(rates)))
        .hasMessage(rates + " holds notes.txt (expected: nothing, or what is to be replaced)");
    assertThat(rates.resolve("notes.txt")).hasContent("mine");
  }
}
