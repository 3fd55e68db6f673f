package weir.driver.report;

import weir.proto.spec.EpochPlan;

/**
 * What is about to be trained.
 *
 * @param epochs at most
 * @param steps of each epoch
 * @param startStep 0, or where a resumed run goes on
 * @param parameters of the network, in floats
 * @param metric of the validation rows that decides; null where none does
 */
public record TrainingPlan(
    String name,
    long trainRows,
    long validationRows,
    long testRows,
    long parameters,
    int epochs,
    EpochPlan steps,
    long startStep,
    int workers,
    int virtualWorkers,
    int shards,
    String metric) {
  /** Steps of the whole training. */
  public long totalSteps() {
    return steps.firstStep(epochs);
  }
}
