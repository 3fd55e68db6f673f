package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.files.Location;

class RateCurveTest {
  @TempDir Path folder;

  /** Ten steps a power of ten, from 1e-6 on. */
  private static RateCurve curve(int steps, DoubleUnaryOperator lossOfExponent) {
    List<RateCurve.Point> points = new ArrayList<>();
    for (int step = 0; step < steps; step++) {
      double exponent = -6 + step / 10.0;
      points.add(
          new RateCurve.Point(Math.pow(10, exponent), lossOfExponent.applyAsDouble(exponent)));
    }
    return new RateCurve(points);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  @Test
  void aLossThatIsAThousandTimesTheOthersMovesNothing() {
    RateCurve calm = curve(60, x -> 2 - sigmoid(6 * (x + 3)) + Math.max(0, 3 * (x + 1)));
    List<RateCurve.Point> points = new ArrayList<>(calm.points());
    for (int step : new int[] {0, 7, 19, 31}) {
      points.set(step, new RateCurve.Point(points.get(step).rate(), 2000));
    }
    RateCurve heavy = new RateCurve(points);
    assertThat(heavy.exploded()).isFalse();
    assertThat(heavy.smoothed()[19]).isLessThan(2.1);
    assertThat(Math.log10(heavy.suggestion().orElseThrow()))
        .isCloseTo(Math.log10(calm.suggestion().orElseThrow()), Offset.offset(0.3));
    assertThat(new RateCurve(points.subList(0, 20)).exploded()).isFalse();
  }

  @Test
  void suggestsWhereTheLossHasFallenHalfWay() {
    // Falls fastest at 1e-3, rises from 1e-1 on.
    RateCurve curve = curve(60, x -> 2 - sigmoid(6 * (x + 3)) + Math.max(0, 3 * (x + 1)));
    assertThat(Math.log10(curve.suggestion().orElseThrow())).isBetween(-3.1, -2.8);
  }

  @Test
  void suggestsNothingWhereTheLossNeverFalls() {
    assertThat(curve(40, x -> 1).suggestion()).isEmpty();
    assertThat(curve(40, x -> 7 + x).suggestion()).isEmpty();
  }

  @Test
  void explodesFarAboveTheLowestAndWhereThereIsNoNumber() {
    assertThat(new RateCurve(List.of()).exploded()).isFalse();
    assertThat(curve(40, x -> 1).exploded()).isFalse();
    assertThat(curve(40, x -> x > -2.15 ? 1000 : 1).exploded()).isFalse();
    assertThat(curve(40, x -> x > -2.55 ? 1000 : 1).exploded()).isTrue();
    assertThat(curve(40, x -> x > -2.15 ? Double.NaN : 1).exploded()).isTrue();
  }

  @Test
  void writesEveryStepAndAPictureAlsoOfAnExplosion() throws Exception {
    RateCurve curve =
        curve(60, x -> x > -0.15 ? Double.NaN : 2 - sigmoid(6 * (x + 3)) + Math.max(0, 1e9 * x));
    Path rates = folder.resolve("rates");
    curve.write(Location.of(rates));
    curve.write(Location.of(rates));
    JsonNode json = new ObjectMapper().readTree(rates.resolve(RateCurve.FILE).toFile());
    assertThat(json.get("steps")).hasSize(60);
    assertThat(json.get("suggestion").asDouble()).isEqualTo(curve.suggestion().orElseThrow());
    assertThat(json.get("steps").get(59).get("loss").isNull()).isTrue();
    assertThat(Files.readString(rates.resolve("pictures/learning-rates.svg"))).startsWith("<svg");

    Files.writeString(rates.resolve("notes.txt"), "mine");
    assertThatThrownBy(() -> curve.write(Location.of(rates)))
        .hasMessage(rates + " holds notes.txt (expected: nothing, or what is to be replaced)");
    assertThat(rates.resolve("notes.txt")).hasContent("mine");
  }
}
