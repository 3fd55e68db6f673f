package weir.driver.report;

/**
 * What is about to be trained.
 *
 * @param startStep 0, or where a resumed run goes on
 * @param parameters of the network, in floats
 */
public record TrainingPlan(
    String name,
    long trainRows,
    long parameters,
    int epochs,
    long stepsPerEpoch,
    long startStep,
    int workers,
    int virtualWorkers,
    int shards) {
  /** Steps of the whole training. */
  public long totalSteps() {
    return epochs * stepsPerEpoch;
  }
}
