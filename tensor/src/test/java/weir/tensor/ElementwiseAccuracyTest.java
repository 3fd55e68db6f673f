package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

/** Against {@code StrictMath} and series in double, over all magnitudes. */
class ElementwiseAccuracyTest {
  private interface FloatFunction {
    float of(float x);
  }

  private static final float TINY = 1e-30f;

  /** Every 4099th float between the two, by bits. */
  private static void check(
      FloatFunction ours, DoubleUnaryOperator truth, float from, float to, double tolerance) {
    int low = Float.floatToRawIntBits(Math.abs(from));
    int high = Float.floatToRawIntBits(Math.abs(to));
    float sign = Math.signum(from + to);
    double worst = 0;
    float where = 0;
    for (int bits = low; bits <= high; bits += 4099) {
      float x = sign * Float.intBitsToFloat(bits);
      double exact = truth.applyAsDouble(x);
      if (Math.abs(exact) < Float.MIN_NORMAL || Math.abs(exact) > Float.MAX_VALUE) {
        continue;
      }
      double error = Math.abs(ours.of(x) - exact) / Math.abs(exact);
      if (!(error <= worst)) {
        worst = error;
        where = x;
      }
    }
    assertThat(worst).as("relative error at %s", where).isLessThan(tolerance);
  }

  @Test
  void expIsWithinTwoUnits() {
    check(ScalarFunctions::exp, StrictMath::exp, TINY, 88.7f, 1.2e-7);
    check(ScalarFunctions::exp, StrictMath::exp, -TINY, -87.3f, 1.2e-7);
  }

  @Test
  void expm1IsExactNearZeroToo() {
    check(ScalarFunctions::expm1, StrictMath::expm1, TINY, 88.7f, 2e-7);
    check(ScalarFunctions::expm1, StrictMath::expm1, -TINY, -100, 2e-7);
  }

  @Test
  void logIsWithinTwoUnits() {
    check(ScalarFunctions::log, StrictMath::log, Float.MIN_VALUE, Float.MAX_VALUE, 1.3e-7);
    check(ScalarFunctions::log, StrictMath::log, 0.5f, 2, 1.3e-7);
  }

  @Test
  void log1pIsExactNearZeroToo() {
    check(ScalarFunctions::log1p, StrictMath::log1p, TINY, Float.MAX_VALUE, 2e-7);
    check(ScalarFunctions::log1p, StrictMath::log1p, -TINY, -0.99999994f, 2e-7);
  }

  @Test
  void tanhAndSigmoidKeepTheirRelativeError() {
    check(ScalarFunctions::tanh, StrictMath::tanh, TINY, 100, 3e-7);
    check(ScalarFunctions::tanh, StrictMath::tanh, -TINY, -100, 3e-7);
    check(ScalarFunctions::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), TINY, 1000, 3e-7);
    check(ScalarFunctions::sigmoid, x -> 1 / (1 + StrictMath.exp(-x)), -TINY, -87, 3e-7);
  }

  @Test
  void softplusKeepsItsRelativeErrorWhereItVanishes() {
    check(ScalarFunctions::softplus, ElementwiseAccuracyTest::softplus, TINY, 1000, 3e-7);
    check(ScalarFunctions::softplus, ElementwiseAccuracyTest::softplus, -TINY, -86, 3e-7);
  }

  @Test
  void normalCdfKeepsItsRelativeErrorInTheTail() {
    check(ScalarFunctions::normalCdf, ElementwiseAccuracyTest::cdf, TINY, 20, 1e-6);
    check(ScalarFunctions::normalCdf, ElementwiseAccuracyTest::cdf, -TINY, -12.9f, 1e-6);
  }

  @Test
  void derivativesAgreeWithDifferencesOfTheTruth() {
    for (float x = -8; x <= 8; x += 0.01f) {
      double h = 1e-5;
      double gelu = ((x + h) * cdf(x + h) - (x - h) * cdf(x - h)) / (2 * h);
      assertThat((double) ScalarFunctions.geluDerivative(x)).isCloseTo(gelu, within(2e-6));
      double tanhForm = (geluTanh(x + h) - geluTanh(x - h)) / (2 * h);
      assertThat((double) ScalarFunctions.geluTanhDerivative(x)).isCloseTo(tanhForm, within(2e-6));
      assertThat((double) ScalarFunctions.geluTanh(x)).isCloseTo(geluTanh(x), within(2e-6));
      double silu = (silu(x + h) - silu(x - h)) / (2 * h);
      assertThat((double) ScalarFunctions.siluDerivative(x)).isCloseTo(silu, within(2e-6));
    }
  }

  @Test
  void limitsAreExact() {
    float infinity = Float.POSITIVE_INFINITY;
    assertThat(ScalarFunctions.exp(infinity)).isEqualTo(infinity);
    assertThat(ScalarFunctions.exp(1000)).isEqualTo(infinity);
    assertThat(ScalarFunctions.exp(-1000)).isZero();
    assertThat(ScalarFunctions.exp(-infinity)).isZero();
    assertThat(ScalarFunctions.exp(0)).isEqualTo(1);
    assertThat(ScalarFunctions.expm1(-infinity)).isEqualTo(-1);
    assertThat(ScalarFunctions.expm1(infinity)).isEqualTo(infinity);
    assertThat(ScalarFunctions.log(0)).isEqualTo(-infinity);
    assertThat(ScalarFunctions.log(infinity)).isEqualTo(infinity);
    assertThat(ScalarFunctions.log(1)).isZero();
    assertThat(ScalarFunctions.log(-1)).isNaN();
    assertThat(ScalarFunctions.log1p(-1)).isEqualTo(-infinity);
    assertThat(ScalarFunctions.log1p(infinity)).isEqualTo(infinity);
    assertThat(ScalarFunctions.log1p(-2)).isNaN();
    assertThat(ScalarFunctions.tanh(infinity)).isEqualTo(1);
    assertThat(ScalarFunctions.tanh(-infinity)).isEqualTo(-1);
    assertThat(ScalarFunctions.sigmoid(-1000)).isZero();
    assertThat(ScalarFunctions.sigmoid(1000)).isEqualTo(1);
    assertThat(ScalarFunctions.softplus(1000)).isEqualTo(1000);
    assertThat(ScalarFunctions.softplus(-1000)).isZero();
    assertThat(ScalarFunctions.softplus(infinity)).isEqualTo(infinity);
    assertThat(ScalarFunctions.normalCdf(infinity)).isEqualTo(1);
    assertThat(ScalarFunctions.normalCdf(-infinity)).isZero();
    assertThat(ScalarFunctions.geluDerivative(1000)).isEqualTo(1);
    assertThat(ScalarFunctions.geluTanhDerivative(-1000)).isZero();
  }

  @Test
  void nanStaysNan() {
    FloatFunction[] functions = {
      ScalarFunctions::exp,
      ScalarFunctions::expm1,
      ScalarFunctions::log,
      ScalarFunctions::log1p,
      ScalarFunctions::tanh,
      ScalarFunctions::sigmoid,
      ScalarFunctions::softplus,
      ScalarFunctions::normalCdf,
      ScalarFunctions::geluDerivative,
      ScalarFunctions::geluTanh,
      ScalarFunctions::geluTanhDerivative,
      ScalarFunctions::silu,
      ScalarFunctions::siluDerivative
    };
    for (FloatFunction function : functions) {
      assertThat(function.of(Float.NaN)).isNaN();
    }
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  private static double silu(double x) {
    return x / (1 + StrictMath.exp(-x));
  }

  private static double geluTanh(double x) {
    double u = StrictMath.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
    return 0.5 * x * (1 + StrictMath.tanh(u));
  }

  /** By the Taylor series about 0 near it, by a continued fraction in the tail. */
  private static double cdf(double x) {
    double density = StrictMath.exp(-x * x / 2) / StrictMath.sqrt(2 * Math.PI);
    if (Math.abs(x) < 3) {
      double term = x;
      double sum = x;
      for (int n = 1; n < 100; n++) {
        term *= x * x / (2 * n + 1);
        sum += term;
      }
      return 0.5 + density * sum;
    }
    double fraction = 0;
    for (int n = 200; n > 0; n--) {
      fraction = n / (Math.abs(x) + fraction);
    }
    double tail = density / (Math.abs(x) + fraction);
    return x > 0 ? 1 - tail : tail;
  }
}
