package weir.driver.config;

/** How long a training is: what lengths in epochs are turned into steps with. */
record Timeline(long stepsPerEpoch, int epochs) {
  Timeline {
    Check.atLeast("stepsPerEpoch", stepsPerEpoch, 1);
    Check.atLeast("train.epochs", epochs, 1);
  }

  long totalSteps() {
    return stepsPerEpoch * epochs;
  }
}
