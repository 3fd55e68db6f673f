package weir.tensor;

/**
 * Elementary functions of one float: the readable truth of {@link VectorFunctions}, which does the
 * same operations in the same order in lanes. Only +, −, ×, ÷, fma, comparisons and bit moves, so
 * the bits are the same interpreted, compiled and in lanes. Polynomials are minimax fits (Lawson's
 * iteration); arguments are reduced as in Cody and Waite, <i>Software Manual for the Elementary
 * Functions</i> (1980).
 */
final class ScalarFunctions {
  /** Adding it rounds a small float to an integer, which then stands in its low bits. */
  static final float ROUNDER = 0x1.8p23f;

  static final int ROUNDER_BITS = Float.floatToRawIntBits(ROUNDER);
  static final float LOG2_E = 1.44269504f;
  // ln 2 in two parts; the first has so few bits that small multiples of it are exact.
  static final float LN2_HIGH = 0.693359375f;
  static final float LN2_LOW = -2.12194440e-4f;

  // Beyond these, eˣ is infinite or zero.
  static final float EXP_MAX = 89;
  static final float EXP_MIN = -104;
  // Here the power of two is 2^-127, whose bits are those of 0.
  static final float EXP_NORMAL_MIN = -88;
  static final float EXPM1_MIN = -20;
  // (eʳ − 1 − r) / r² on |r| <= ln 2 / 2.
  static final float E0 = 0x1.fffffep-2f;
  static final float E1 = 0x1.5554bp-3f;
  static final float E2 = 0x1.555674p-5f;
  static final float E3 = 0x1.1227f8p-7f;
  static final float E4 = 0x1.6bebe8p-10f;

  static final int SQRT_HALF_BITS = 0x3F3504F3;
  static final float SUBNORMAL_SCALE = 0x1p23f;
  // (ln(1 + f) − f + f² / 2) / f³ on [√½ − 1, √2 − 1].
  static final float L0 = 0x1.555554p-2f;
  static final float L1 = -0x1.000228p-2f;
  static final float L2 = 0x1.99a00ep-3f;
  static final float L3 = -0x1.5471b4p-3f;
  static final float L4 = 0x1.22d91ep-3f;
  static final float L5 = -0x1.0d8a18p-3f;
  static final float L6 = 0x1.05655ep-3f;
  static final float L7 = -0x1.38b438p-4f;

  static final float TANH_MAX = 10;

  static final float SQRT_TWO = 1.4142135f;
  static final float DENSITY = 0.39894228f;
  static final float CDF_CENTRE = 2.828427f;
  static final float CDF_MAX = 14.5f;
  // (1 + 2z) erfc(z) exp(z²) / 2 in q = (z − 2) / (z + 2), z = x / √2 in [0, 10.3].
  static final float C0 = 0x1.46e80ep-1f;
  static final float C1 = -0x1.7bf618p-5f;
  static final float C2 = -0x1.540852p-4f;
  static final float C3 = 0x1.4ffc54p-4f;
  static final float C4 = -0x1.bc08e8p-6f;
  static final float C5 = -0x1.081f8ap-8f;
  static final float C6 = 0x1.1abd38p-8f;
  static final float C7 = 0x1.58373ep-11f;
  static final float C8 = -0x1.4169d6p-11f;
  static final float C9 = -0x1.a1ad46p-13f;

  // 2 √(2/π) and the cubic term of the tanh form of GELU.
  static final float GELU_SCALE = 1.5957692f;
  static final float GELU_CUBE = 0.044715f;
  static final float GELU_MAX = 20;

  private ScalarFunctions() {}

  /** eˣ. */
  static float exp(float x) {
    float clamped = x > EXP_MAX ? EXP_MAX : x;
    clamped = clamped < EXP_MIN ? EXP_MIN : clamped;
    float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
    float small = expm1OfRest(clamped, shifted - ROUNDER);
    int power = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = power >> 1;
    // In two steps: 2^128 and 2^-150 have no float.
    return (small + 1) * powerOfTwo(half) * powerOfTwo(power - half);
  }

  /** eˣ of x at most 0, with zero for what has no normal float. */
  private static float expOfNegative(float x) {
    float clamped = x < EXP_NORMAL_MIN ? EXP_NORMAL_MIN : x;
    float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
    float small = expm1OfRest(clamped, shifted - ROUNDER);
    return (small + 1) * powerOfTwo(Float.floatToRawIntBits(shifted) - ROUNDER_BITS);
  }

  /** eˣ − 1. */
  static float expm1(float x) {
    float clamped = x > EXP_MAX ? EXP_MAX : x;
    clamped = clamped < EXPM1_MIN ? EXPM1_MIN : clamped;
    float shifted = Math.fma(clamped, LOG2_E, ROUNDER);
    float small = expm1OfRest(clamped, shifted - ROUNDER);
    int power = Float.floatToRawIntBits(shifted) - ROUNDER_BITS;
    int half = power >> 1;
    float first = powerOfTwo(half);
    float difference = first - powerOfTwo(half - power);
    return Math.fma(first, small, difference) * powerOfTwo(power - half);
  }

  /** e^(x − n ln 2) − 1. */
  private static float expm1OfRest(float x, float n) {
    float r = Math.fma(n, -LN2_HIGH, x);
    r = Math.fma(n, -LN2_LOW, r);
    float p = Math.fma(E4, r, E3);
    p = Math.fma(p, r, E2);
    p = Math.fma(p, r, E1);
    p = Math.fma(p, r, E0);
    return Math.fma(r * r, p, r);
  }

  private static float powerOfTwo(int power) {
    return Float.intBitsToFloat((power + 127) << 23);
  }

  /** ln x. */
  static float log(float x) {
    boolean subnormal = x < Float.MIN_NORMAL;
    float scaled = subnormal ? x * SUBNORMAL_SCALE : x;
    float power = exponent(scaled) - (subnormal ? 23f : 0f);
    float result = logOfParts(power, mantissa(scaled) - 1, 0);
    result = x < Float.POSITIVE_INFINITY ? result : x;
    result = x < 0 ? Float.NaN : result;
    return x == 0 ? Float.NEGATIVE_INFINITY : result;
  }

  /** ln(1 + x). */
  static float log1p(float x) {
    float u = 1 + x;
    float back = u - 1;
    // What rounding took from 1 + x, exactly (Knuth's two-sum).
    float lost = (1 - (u - back)) + (x - back);
    float result = logOfParts(exponent(u), mantissa(u) - 1, lost / u);
    result = u < Float.POSITIVE_INFINITY ? result : u;
    result = u < 0 ? Float.NaN : result;
    return u == 0 ? Float.NEGATIVE_INFINITY : result;
  }

  private static float exponent(float x) {
    return (Float.floatToRawIntBits(x) - SQRT_HALF_BITS) >> 23;
  }

  /** x without its power of two, in [√½, √2). */
  private static float mantissa(float x) {
    int bits = Float.floatToRawIntBits(x) - SQRT_HALF_BITS;
    return Float.intBitsToFloat((bits & 0x7FFFFF) + SQRT_HALF_BITS);
  }

  /** power · ln 2 + ln(1 + f) + correction. */
  private static float logOfParts(float power, float f, float correction) {
    float p = Math.fma(L7, f, L6);
    p = Math.fma(p, f, L5);
    p = Math.fma(p, f, L4);
    p = Math.fma(p, f, L3);
    p = Math.fma(p, f, L2);
    p = Math.fma(p, f, L1);
    p = Math.fma(p, f, L0);
    p = Math.fma(p, f, -0.5f);
    float tail = Math.fma(f * f, p, correction);
    tail = Math.fma(power, LN2_LOW, tail);
    return Math.fma(power, LN2_HIGH, f + tail);
  }

  /** max(0, x), NaN for NaN. */
  static float relu(float x) {
    return x <= 0 ? 0 : x;
  }

  /** tanh x = (e²ˣ − 1) / (e²ˣ + 1), on |x|. */
  static float tanh(float x) {
    int bits = Float.floatToRawIntBits(x);
    float size = Float.intBitsToFloat(bits & 0x7FFFFFFF);
    size = size > TANH_MAX ? TANH_MAX : size;
    float e = expm1(size + size);
    float result = e / (e + 2);
    return Float.intBitsToFloat(Float.floatToRawIntBits(result) | (bits & 0x80000000));
  }

  /** 1 / (1 + e⁻ˣ). */
  static float sigmoid(float x) {
    return 1 / (1 + exp(-x));
  }

  /** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). */
  static float softplus(float x) {
    return (x > 0 ? x : 0) + log1p(expOfNegative(-Math.abs(x)));
  }

  /** Standard normal distribution function. */
  static float normalCdf(float x) {
    float size = cdfSize(x);
    return mirrored(x, gauss(size) * tailOverGauss(size));
  }

  /** d/dx of x Φ(x): Φ(x) + x φ(x). */
  static float geluDerivative(float x) {
    float size = cdfSize(x);
    return mirrored(x, gauss(size) * Math.fma(size, -DENSITY, tailOverGauss(size)));
  }

  private static float cdfSize(float x) {
    float size = Math.abs(x);
    return size > CDF_MAX ? CDF_MAX : size;
  }

  /** f(x) from f(−|x|), where f(x) + f(−x) = 1. */
  private static float mirrored(float x, float negative) {
    return x > 0 ? 1 - negative : negative;
  }

  /** e^(−x²/2), with what rounding takes from x² put back. */
  private static float gauss(float x) {
    float square = x * x;
    float lost = Math.fma(x, x, -square);
    float e = expOfNegative(-0.5f * square);
    return Math.fma(e, -0.5f * lost, e);
  }

  /** Φ(−x) e^(x²/2) for x at least 0; Φ(−x) = erfc(x / √2) / 2. */
  private static float tailOverGauss(float x) {
    float q = (x - CDF_CENTRE) / (x + CDF_CENTRE);
    float p = Math.fma(C9, q, C8);
    p = Math.fma(p, q, C7);
    p = Math.fma(p, q, C6);
    p = Math.fma(p, q, C5);
    p = Math.fma(p, q, C4);
    p = Math.fma(p, q, C3);
    p = Math.fma(p, q, C2);
    p = Math.fma(p, q, C1);
    p = Math.fma(p, q, C0);
    return p / Math.fma(x, SQRT_TWO, 1);
  }

  /** x σ(2u), u = √(2/π) (x + 0.044715 x³): the tanh form of GELU. */
  static float geluTanh(float x) {
    return x * sigmoid(geluTanhArgument(geluClamp(x)));
  }

  /** d/dx of the tanh form of GELU: s + x s (1 − s) 2u'. */
  static float geluTanhDerivative(float x) {
    float clamped = geluClamp(x);
    float s = sigmoid(geluTanhArgument(clamped));
    float slope = GELU_SCALE * Math.fma(3 * GELU_CUBE, clamped * clamped, 1);
    return Math.fma(clamped * s * (1 - s), slope, s);
  }

  private static float geluClamp(float x) {
    float clamped = x > GELU_MAX ? GELU_MAX : x;
    return clamped < -GELU_MAX ? -GELU_MAX : clamped;
  }

  private static float geluTanhArgument(float x) {
    return GELU_SCALE * Math.fma(GELU_CUBE * x * x, x, x);
  }

  /** x σ(x). */
  static float silu(float x) {
    return x * sigmoid(x);
  }

  /** d/dx of x σ(x): s + x s (1 − s). */
  static float siluDerivative(float x) {
    float s = sigmoid(x);
    return Math.fma(x * s, 1 - s, s);
  }

  /** d/dx of softplus from its value y: 1 − e⁻ʸ. */
  static float softplusDerivative(float y) {
    return -expm1(-y);
  }

  /** x Φ(x). */
  static float gelu(float x) {
    return x * normalCdf(x);
  }
}
