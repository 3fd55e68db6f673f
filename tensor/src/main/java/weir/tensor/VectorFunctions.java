package weir.tensor;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * {@link ScalarFunctions} in lanes: the same operations in the same order, so the same bits on any
 * lane width. {@code VectorOperators.EXP} and its like are not used: they give other bits compiled
 * than interpreted.
 *
 * <p>The compiler inlines no further helpers into a function that has grown too many nodes, and
 * what is not inlined boxes its vectors and is ten times slower. Hence every constant is a vector
 * that exists already (a float given to an operation is broadcast, which costs many nodes), and
 * helpers are called before the last operations, not after.
 */
final class VectorFunctions {
  private static final VectorSpecies<Float> FLOATS = FloatVector.SPECIES_PREFERRED;
  private static final VectorSpecies<Integer> INTS = IntVector.SPECIES_PREFERRED;

  private static final FloatVector ZERO = all(0f);
  private static final FloatVector ONE = all(1f);
  private static final FloatVector TWO = all(2f);
  private static final FloatVector MINUS_HALF = all(-0.5f);
  private static final FloatVector NAN = all(Float.NaN);
  private static final FloatVector INFINITY = all(Float.POSITIVE_INFINITY);
  private static final FloatVector MINUS_INFINITY = all(Float.NEGATIVE_INFINITY);
  private static final IntVector SIGN = all(0x80000000);
  private static final IntVector SIZE = all(0x7FFFFFFF);

  private static final FloatVector ROUNDER = all(ScalarFunctions.ROUNDER);
  private static final IntVector ROUNDER_BITS = all(ScalarFunctions.ROUNDER_BITS);
  private static final IntVector BIAS = all(127);
  private static final FloatVector LOG2_E = all(ScalarFunctions.LOG2_E);
  private static final FloatVector LN2_HIGH = all(ScalarFunctions.LN2_HIGH);
  private static final FloatVector LN2_LOW = all(ScalarFunctions.LN2_LOW);
  private static final FloatVector MINUS_LN2_HIGH = all(-ScalarFunctions.LN2_HIGH);
  private static final FloatVector MINUS_LN2_LOW = all(-ScalarFunctions.LN2_LOW);
  private static final FloatVector EXP_MAX = all(ScalarFunctions.EXP_MAX);
  private static final FloatVector EXP_MIN = all(ScalarFunctions.EXP_MIN);
  private static final FloatVector EXP_NORMAL_MIN = all(ScalarFunctions.EXP_NORMAL_MIN);
  private static final FloatVector EXPM1_MIN = all(ScalarFunctions.EXPM1_MIN);
  private static final FloatVector E0 = all(ScalarFunctions.E0);
  private static final FloatVector E1 = all(ScalarFunctions.E1);
  private static final FloatVector E2 = all(ScalarFunctions.E2);
  private static final FloatVector E3 = all(ScalarFunctions.E3);
  private static final FloatVector E4 = all(ScalarFunctions.E4);

  private static final FloatVector MIN_NORMAL = all(Float.MIN_NORMAL);
  private static final FloatVector SUBNORMAL_SCALE = all(ScalarFunctions.SUBNORMAL_SCALE);
  private static final FloatVector SUBNORMAL_POWER = all(23f);
  private static final IntVector SQRT_HALF_BITS = all(ScalarFunctions.SQRT_HALF_BITS);
  private static final IntVector MANTISSA = all(0x7FFFFF);
  private static final FloatVector L0 = all(ScalarFunctions.L0);
  private static final FloatVector L1 = all(ScalarFunctions.L1);
  private static final FloatVector L2 = all(ScalarFunctions.L2);
  private static final FloatVector L3 = all(ScalarFunctions.L3);
  private static final FloatVector L4 = all(ScalarFunctions.L4);
  private static final FloatVector L5 = all(ScalarFunctions.L5);
  private static final FloatVector L6 = all(ScalarFunctions.L6);
  private static final FloatVector L7 = all(ScalarFunctions.L7);

  private static final FloatVector TANH_MAX = all(ScalarFunctions.TANH_MAX);
  private static final FloatVector SQRT_TWO = all(ScalarFunctions.SQRT_TWO);
  private static final FloatVector CDF_CENTRE = all(ScalarFunctions.CDF_CENTRE);
  private static final FloatVector MINUS_DENSITY = all(-ScalarFunctions.DENSITY);
  private static final FloatVector CDF_MAX = all(ScalarFunctions.CDF_MAX);
  private static final FloatVector C0 = all(ScalarFunctions.C0);
  private static final FloatVector C1 = all(ScalarFunctions.C1);
  private static final FloatVector C2 = all(ScalarFunctions.C2);
  private static final FloatVector C3 = all(ScalarFunctions.C3);
  private static final FloatVector C4 = all(ScalarFunctions.C4);
  private static final FloatVector C5 = all(ScalarFunctions.C5);
  private static final FloatVector C6 = all(ScalarFunctions.C6);
  private static final FloatVector C7 = all(ScalarFunctions.C7);
  private static final FloatVector C8 = all(ScalarFunctions.C8);
  private static final FloatVector C9 = all(ScalarFunctions.C9);

  private static final FloatVector GELU_MAX = all(ScalarFunctions.GELU_MAX);
  private static final FloatVector MINUS_GELU_MAX = all(-ScalarFunctions.GELU_MAX);
  private static final FloatVector GELU_CUBE = all(ScalarFunctions.GELU_CUBE);
  private static final FloatVector GELU_CUBE_SLOPE = all(3 * ScalarFunctions.GELU_CUBE);
  private static final FloatVector GELU_SCALE = all(ScalarFunctions.GELU_SCALE);

  private VectorFunctions() {}

  private static FloatVector all(float value) {
    return FloatVector.broadcast(FLOATS, value);
  }

  private static IntVector all(int value) {
    return IntVector.broadcast(INTS, value);
  }

  /** x where it is not above {@code limit}; NaN stays NaN. */
  private static FloatVector atMost(FloatVector x, FloatVector limit) {
    return x.blend(limit, x.compare(VectorOperators.GT, limit));
  }

  private static FloatVector atLeast(FloatVector x, FloatVector limit) {
    return x.blend(limit, x.compare(VectorOperators.LT, limit));
  }

  private static FloatVector size(FloatVector x) {
    return x.reinterpretAsInts().and(SIZE).reinterpretAsFloats();
  }

  static FloatVector exp(FloatVector x) {
    FloatVector clamped = atLeast(atMost(x, EXP_MAX), EXP_MIN);
    FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
    FloatVector small = expm1OfRest(clamped, shifted.sub(ROUNDER));
    IntVector power = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = power.lanewise(VectorOperators.ASHR, 1);
    return small.add(ONE).mul(powerOfTwo(half)).mul(powerOfTwo(power.sub(half)));
  }

  private static FloatVector expOfNegative(FloatVector x) {
    FloatVector clamped = atLeast(x, EXP_NORMAL_MIN);
    FloatVector shifted = clamped.fma(LOG2_E, ROUNDER);
    FloatVector small = expm1OfRest(clamped, shifted.sub(ROUNDER));
    return small.add(ONE).mul(powerOfTwo(shifted.reinterpretAsInts().sub(ROUNDER_BITS)));
  }

  static FloatVector expm1(FloatVector x) {
    return expm1OfClamped(atLeast(atMost(x, EXP_MAX), EXPM1_MIN));
  }

  private static FloatVector expm1OfClamped(FloatVector x) {
    FloatVector shifted = x.fma(LOG2_E, ROUNDER);
    FloatVector small = expm1OfRest(x, shifted.sub(ROUNDER));
    IntVector power = shifted.reinterpretAsInts().sub(ROUNDER_BITS);
    IntVector half = power.lanewise(VectorOperators.ASHR, 1);
    FloatVector first = powerOfTwo(half);
    FloatVector difference = first.sub(powerOfTwo(half.sub(power)));
    return first.fma(small, difference).mul(powerOfTwo(power.sub(half)));
  }

  private static FloatVector expm1OfRest(FloatVector x, FloatVector n) {
    FloatVector r = n.fma(MINUS_LN2_HIGH, x);
    r = n.fma(MINUS_LN2_LOW, r);
    FloatVector p = E4.fma(r, E3).fma(r, E2).fma(r, E1).fma(r, E0);
    return r.mul(r).fma(p, r);
  }

  private static FloatVector powerOfTwo(IntVector power) {
    return power.add(BIAS).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats();
  }

  static FloatVector log(FloatVector x) {
    VectorMask<Float> subnormal = x.compare(VectorOperators.LT, MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(SUBNORMAL_SCALE), subnormal);
    FloatVector power = exponent(scaled).sub(ZERO.blend(SUBNORMAL_POWER, subnormal));
    return logLimits(x, logOfParts(power, mantissa(scaled).sub(ONE), ZERO));
  }

  static FloatVector log1p(FloatVector x) {
    FloatVector u = ONE.add(x);
    return logLimits(u, log1pInside(x, u));
  }

  private static FloatVector log1pInside(FloatVector x, FloatVector u) {
    FloatVector back = u.sub(ONE);
    FloatVector lost = ONE.sub(u.sub(back)).add(x.sub(back));
    return logOfParts(exponent(u), mantissa(u).sub(ONE), lost.div(u));
  }

  private static FloatVector logLimits(FloatVector x, FloatVector logarithm) {
    FloatVector result = x.blend(logarithm, x.compare(VectorOperators.LT, INFINITY));
    result = result.blend(NAN, x.compare(VectorOperators.LT, ZERO));
    return result.blend(MINUS_INFINITY, x.compare(VectorOperators.EQ, ZERO));
  }

  private static FloatVector exponent(FloatVector x) {
    IntVector power = x.reinterpretAsInts().sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 23);
    return (FloatVector) power.convert(VectorOperators.I2F, 0);
  }

  private static FloatVector mantissa(FloatVector x) {
    IntVector bits = x.reinterpretAsInts().sub(SQRT_HALF_BITS).and(MANTISSA).add(SQRT_HALF_BITS);
    return bits.reinterpretAsFloats();
  }

  private static FloatVector logOfParts(FloatVector power, FloatVector f, FloatVector correction) {
    FloatVector p = L7.fma(f, L6).fma(f, L5).fma(f, L4).fma(f, L3).fma(f, L2).fma(f, L1);
    p = p.fma(f, L0).fma(f, MINUS_HALF);
    FloatVector tail = f.mul(f).fma(p, correction);
    tail = power.fma(LN2_LOW, tail);
    return power.fma(LN2_HIGH, f.add(tail));
  }

  static FloatVector relu(FloatVector x) {
    return x.blend(ZERO, x.compare(VectorOperators.LE, ZERO));
  }

  /** The gradient where y is positive, else 0. */
  static FloatVector reluBackward(FloatVector y, FloatVector gradient) {
    return ZERO.blend(gradient, y.compare(VectorOperators.GT, ZERO));
  }

  static FloatVector tanh(FloatVector x) {
    FloatVector size = atMost(size(x), TANH_MAX);
    FloatVector e = expm1OfClamped(size.add(size));
    IntVector result = e.div(e.add(TWO)).reinterpretAsInts();
    return result.or(x.reinterpretAsInts().and(SIGN)).reinterpretAsFloats();
  }

  static FloatVector sigmoid(FloatVector x) {
    return ONE.div(ONE.add(exp(x.neg())));
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector positive = ZERO.blend(x, x.compare(VectorOperators.GT, ZERO));
    FloatVector e = expOfNegative(size(x).neg());
    return positive.add(log1pInside(e, ONE.add(e)));
  }

  static FloatVector normalCdf(FloatVector x) {
    FloatVector size = atMost(size(x), CDF_MAX);
    FloatVector tail = gauss(size).mul(tailOverGauss(size));
    return tail.blend(ONE.sub(tail), x.compare(VectorOperators.GT, ZERO));
  }

  static FloatVector gelu(FloatVector x) {
    return x.mul(normalCdf(x));
  }

  static FloatVector geluDerivative(FloatVector x) {
    FloatVector size = atMost(size(x), CDF_MAX);
    FloatVector tail = gauss(size).mul(size.fma(MINUS_DENSITY, tailOverGauss(size)));
    return tail.blend(ONE.sub(tail), x.compare(VectorOperators.GT, ZERO));
  }

  private static FloatVector gauss(FloatVector x) {
    FloatVector square = x.mul(x);
    FloatVector lost = x.fma(x, square.neg());
    FloatVector e = expOfNegative(square.mul(MINUS_HALF));
    return e.fma(lost.mul(MINUS_HALF), e);
  }

  private static FloatVector tailOverGauss(FloatVector x) {
    FloatVector q = x.sub(CDF_CENTRE).div(x.add(CDF_CENTRE));
    FloatVector p = C9.fma(q, C8).fma(q, C7).fma(q, C6).fma(q, C5).fma(q, C4);
    p = p.fma(q, C3).fma(q, C2).fma(q, C1).fma(q, C0);
    return p.div(x.fma(SQRT_TWO, ONE));
  }

  static FloatVector geluTanh(FloatVector x) {
    return x.mul(sigmoid(geluTanhArgument(geluClamp(x))));
  }

  static FloatVector geluTanhDerivative(FloatVector x) {
    FloatVector clamped = geluClamp(x);
    FloatVector s = sigmoid(geluTanhArgument(clamped));
    FloatVector slope = GELU_CUBE_SLOPE.fma(clamped.mul(clamped), ONE).mul(GELU_SCALE);
    return clamped.mul(s).mul(ONE.sub(s)).fma(slope, s);
  }

  private static FloatVector geluClamp(FloatVector x) {
    return atLeast(atMost(x, GELU_MAX), MINUS_GELU_MAX);
  }

  private static FloatVector geluTanhArgument(FloatVector x) {
    FloatVector cube = x.mul(GELU_CUBE).mul(x);
    return cube.fma(x, x).mul(GELU_SCALE);
  }

  static FloatVector silu(FloatVector x) {
    return x.mul(sigmoid(x));
  }

  static FloatVector siluDerivative(FloatVector x) {
    FloatVector s = sigmoid(x);
    return x.mul(s).fma(ONE.sub(s), s);
  }

  static FloatVector softplusDerivative(FloatVector y) {
    return expm1(y.neg()).neg();
  }
}
