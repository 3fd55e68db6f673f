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
    // 1 − β in double: in float the difference would be wrong in its fifth digit.
    return new AdamFactors(
        (float) spec.beta1(),
        (float) spec.beta2(),
        (float) (1 - spec.beta1()),
        (float) (1 - spec.beta2()),
        (float) (rate / (1 - Math.pow(spec.beta1(), applied))),
        (float) (1 / Math.sqrt(1 - Math.pow(spec.beta2(), applied))));
  }
}
