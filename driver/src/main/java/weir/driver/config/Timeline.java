package weir.driver.config;

import weir.proto.spec.EpochPlan;

/**
 * How long a training is: what lengths in epochs are turned into steps with.
 *
 * @param plan where each epoch begins
 * @param epochs of the whole training
 */
record Timeline(EpochPlan plan, int epochs) {
  Timeline {
    Check.atLeast("train.epochs", epochs, 1);
  }

  long totalSteps() {
    return plan.firstStep(epochs);
  }
}
