package weir.server.optimizer;

import weir.proto.spec.OptimizerSpec;

/**
 * What Adam's loop multiplies with in one step, bias corrections included, rounded once from
 * double.
 *
 * @param fresh1 1 − β₁
 * @param fresh2 1 − β₂
 * @param step rate / (1 − β₁ᵗ)
 * @param spread 1 / sqrt(1 − β₂ᵗ)
 */
record AdamFactors(float beta1, float beta2, float fresh1, float fresh2, float step, float spread) {

  static AdamFactors of(OptimizerSpec.Adam spec, long applied, double rate) {
    return corrected(spec.beta1(), spec.beta2(), applied, rate);
  }

  static AdamFactors of(OptimizerSpec.Lamb spec, long applied, double rate) {
    return spec.biasCorrection()
        ? corrected(spec.beta1(), spec.beta2(), applied, rate)
        : factors(spec.beta1(), spec.beta2(), rate, 1);
  }

  private static AdamFactors corrected(double beta1, double beta2, long applied, double rate) {
    double step = rate / (1 - StrictMath.pow(beta1, applied));
    return factors(beta1, beta2, step, 1 / Math.sqrt(1 - StrictMath.pow(beta2, applied)));
  }

  private static AdamFactors factors(double beta1, double beta2, double step, double spread) {
    // 1 − β in double: in float the difference would be wrong in its fifth digit.
    return new AdamFactors(
        (float) beta1,
        (float) beta2,
        (float) (1 - beta1),
        (float) (1 - beta2),
        (float) step,
        (float) spread);
  }
}
