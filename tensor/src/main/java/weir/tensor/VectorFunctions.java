package weir.tensor;

import static weir.tensor.ScalarFunctions.ROUNDER;
import static weir.tensor.ScalarFunctions.ROUNDER_BITS;
import static weir.tensor.ScalarFunctions.SQRT_HALF_BITS;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarFunctions} in lanes: the same operations in the same order, so the same bits on any
 * lane width. {@code VectorOperators.EXP} and its like are not used: they give other bits compiled
 * than interpreted.
 */
final class VectorFunctions {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final FloatVector ROUND = all(ROUNDER);
  private static final FloatVector ONE = all(1);
  private static final FloatVector NAN = all(Float.NaN);
  private static final FloatVector ZERO = all(0);
  private static final FloatVector NEGATIVE_INFINITY = all(Float.NEGATIVE_INFINITY);

  private VectorFunctions() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  /** x where it is not above {@code limit}; NaN stays NaN. */
  private static FloatVector atMost(FloatVector x, float limit) {
    return x.blend(limit, x.compare(VectorOperators.GT, limit));
  }

  private static FloatVector atLeast(FloatVector x, float limit) {
    return x.blend(limit, x.compare(VectorOperators.LT, limit));
  }

  static FloatVector exp(FloatVector x) {
    FloatVector clamped = atLeast(atMost(x, ScalarFunctions.EXP_MAX), ScalarFunctions.EXP_MIN);
    FloatVector shifted = clamped.fma(all(ScalarFunctions.LOG2_E), ROUND);
    FloatVector small = expm1OfRest(clamped, shifted.sub(ROUND));
    IntVector power = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = power.lanewise(VectorOperators.ASHR, 1);
    return small.add(ONE).mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
  }

  static FloatVector expm1(FloatVector x) {
    FloatVector clamped = atLeast(atMost(x, ScalarFunctions.EXP_MAX), ScalarFunctions.EXPM1_MIN);
    FloatVector shifted = clamped.fma(all(ScalarFunctions.LOG2_E), ROUND);
    FloatVector small = expm1OfRest(clamped, shifted.sub(ROUND));
    IntVector power = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = power.lanewise(VectorOperators.ASHR, 1);
    FloatVector first = powerOfTwo(half);
    FloatVector difference = first.sub(powerOfTwo(half.sub(power)));
    return first.fma(small, difference).mul(powerOfTwo(power.sub(half)));
  }

  private static FloatVector expm1OfRest(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(all(-ScalarFunctions.LN2_HIGH), x);
    r = n.fma(all(-ScalarFunctions.LN2_LOW), r);
    FloatVector p = all(ScalarFunctions.E4).fma(r, all(ScalarFunctions.E3));
    p = p.fma(r, all(ScalarFunctions.E2));
    p = p.fma(r, all(ScalarFunctions.E1));
    p = p.fma(r, all(ScalarFunctions.E0));
    return r.mul(r).fma(p, r);
  }

  private static FloatVector powerOfTwo(IntVector power) {
    return power.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(ScalarFunctions.SUBNORMAL_SCALE), subnormal);
    FloatVector power = exponent(scaled).sub(ZERO.blend(23, subnormal));
    FloatVector result = logOfParts(power, mantissa(scaled).sub(ONE), ZERO);
    return logLimits(x, result);
  }

  static FloatVector log1p(FloatVector x) {
    FloatVector u = ONE.add(x);
    FloatVector back = u.sub(ONE);
    FloatVector lost = ONE.sub(u.sub(back)).add(x.sub(back));
    return logLimits(u, logOfParts(exponent(u), mantissa(u).sub(ONE), lost.div(u)));
  }

  private static FloatVector logLimits(FloatVector x, FloatVector logarithm) {
    FloatVector result = x.blend(logarithm, x.compare(VectorOperators.LT, Float.POSITIVE_INFINITY));
    result = result.blend(NAN, x.compare(VectorOperators.LT, 0));
    return result.blend(NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0));
  }

  private static FloatVector exponent(FloatVector x) {
    IntVector power = x.reinterpretAsInts().sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
    return (FloatVector) power.convert(VectorOperators.I2F, 0);
  }

  private static FloatVector mantissa(FloatVector x) {
    IntVector bits = x.reinterpretAsInts().sub(SQRT_HALF_BITS).and(0x7FFFFF).add(SQRT_HALF_BITS);
    return bits.reinterpretAsFloats();
  }

  private static FloatVector logOfParts(FloatVector power, FloatVector f, FloatVector correction) {
    FloatVector p = all(ScalarFunctions.L7).fma(f, all(ScalarFunctions.L6));
    p = p.fma(f, all(ScalarFunctions.L5));
    p = p.fma(f, all(ScalarFunctions.L4));
    p = p.fma(f, all(ScalarFunctions.L3));
    p = p.fma(f, all(ScalarFunctions.L2));
    p = p.fma(f, all(ScalarFunctions.L1));
    p = p.fma(f, all(ScalarFunctions.L0));
    p = p.fma(f, all(-0.5f));
    FloatVector tail = f.mul(f).fma(p, correction);
    tail = power.fma(all(ScalarFunctions.LN2_LOW), tail);
    return power.fma(all(ScalarFunctions.LN2_HIGH), f.add(tail));
  }

  static FloatVector tanh(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    FloatVector size = bits.and(0x7FFFFFFF).reinterpretAsFloats();
    size = atMost(size, ScalarFunctions.TANH_MAX);
    FloatVector e = expm1(size.add(size));
    FloatVector result = e.div(e.add(2));
    return result.reinterpretAsInts().or(bits.and(0x80000000)).reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(ONE.add(exp(x.neg())));
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector positive = ZERO.blend(x, x.compare(VectorOperators.GT, 0));
    return positive.add(log1p(exp(x.abs().neg())));
  }

  static FloatVector normalCdf(FloatVector x) {
    FloatVector size = atMost(x.abs(), ScalarFunctions.CDF_MAX);
    return cdfOfGauss(x, size, gauss(size));
  }

  static FloatVector gelu(FloatVector x) {
    return x.mul(normalCdf(x));
  }

  static FloatVector geluDerivative(FloatVector x) {
    FloatVector size = atMost(x.abs(), ScalarFunctions.CDF_MAX);
    FloatVector gauss = gauss(size);
    FloatVector density = all(ScalarFunctions.INVERSE_SQRT_TWO_PI);
    return x.mul(gauss).fma(density, cdfOfGauss(x, size, gauss));
  }

  private static FloatVector gauss(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector lost = x.fma(x, square.neg());
    FloatVector e = exp(square.mul(-0.5f));
    return e.fma(lost.mul(-0.5f), e);
  }

  private static FloatVector cdfOfGauss(FloatVector x, FloatVector size, FloatVector gauss) {
    FloatVector z = size.mul(ScalarFunctions.SQRT_HALF);
    FloatVector left = z.add(2);
    FloatVector right = z.fma(all(2), ONE);
    FloatVector inverse = ONE.div(left.mul(right));
    FloatVector q = z.sub(2).mul(right).mul(inverse);
    FloatVector p = all(ScalarFunctions.C9).fma(q, all(ScalarFunctions.C8));
    p = p.fma(q, all(ScalarFunctions.C7));
    p = p.fma(q, all(ScalarFunctions.C6));
    p = p.fma(q, all(ScalarFunctions.C5));
    p = p.fma(q, all(ScalarFunctions.C4));
    p = p.fma(q, all(ScalarFunctions.C3));
    p = p.fma(q, all(ScalarFunctions.C2));
    p = p.fma(q, all(ScalarFunctions.C1));
    p = p.fma(q, all(ScalarFunctions.C0));
    FloatVector tail = gauss.mul(0.5f).mul(p).mul(left.mul(inverse));
    return tail.blend(ONE.sub(tail), x.compare(VectorOperators.GT, 0));
  }

  static FloatVector geluTanh(FloatVector x) {
    return x.mul(sigmoid(geluTanhArgument(geluClamp(x))));
  }

  static FloatVector geluTanhDerivative(FloatVector x) {
    FloatVector clamped = geluClamp(x);
    FloatVector s = sigmoid(geluTanhArgument(clamped));
    FloatVector slope = all(3 * ScalarFunctions.GELU_CUBE).fma(clamped.mul(clamped), ONE);
    slope = slope.mul(ScalarFunctions.GELU_SCALE);
    return clamped.mul(s).mul(ONE.sub(s)).fma(slope, s);
  }

  private static FloatVector geluClamp(FloatVector x) {
    return atLeast(atMost(x, ScalarFunctions.GELU_MAX), -ScalarFunctions.GELU_MAX);
  }

  private static FloatVector geluTanhArgument(FloatVector x) {
    FloatVector cube = x.mul(ScalarFunctions.GELU_CUBE).mul(x);
    return cube.fma(x, x).mul(ScalarFunctions.GELU_SCALE);
  }

  static FloatVector silu(FloatVector x) {
    return x.mul(sigmoid(x));
  }

  static FloatVector siluDerivative(FloatVector x) {
    FloatVector s = sigmoid(x);
    return x.mul(s).fma(ONE.sub(s), s);
  }
}
