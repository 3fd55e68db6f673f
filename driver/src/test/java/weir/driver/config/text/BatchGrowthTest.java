package weir.driver.config.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.driver.UserInputException;
import weir.driver.config.BatchGrowth;
import weir.driver.config.BatchGrowth.Stage;
import weir.driver.config.JobSpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;

class BatchGrowthTest {
  private static final String JOB =
      """
      name: growing
      data: {train: "digits:1000?seed=1"}
      model: {layers: [flatten, {dense: 10}]}
      loss: crossEntropy
      train: {epochs: 9, batchSize: 64, maxBatchSize: 300}
      """;

  private static JobSpec job(String schedule, String... overrides) {
    String[] all = Arrays.copyOf(overrides, overrides.length + 1);
    all[overrides.length] = "optimizer={sgd: {learningRate: 0.5, schedule: " + schedule + "}}";
    return JobFileTest.parse(JOB, all);
  }

  private static UpdateSpec update(BatchGrowth growth, JobSpec job, EpochPlan plan) {
    return job.optimizer().with(growth.schedule()).update(plan, job.train().epochs());
  }

  @Test
  void growsAtEachMilestoneUpToTheMaximumThenTheRateFalls() {
    JobSpec job = job("{step: {epochs: 2, gamma: 0.5}}");
    BatchGrowth growth = job.batchGrowth();
    assertThat(growth.stages())
        .containsExactly(new Stage(0, 64), new Stage(2, 128), new Stage(4, 256));

    EpochPlan plan = EpochPlan.of(16).then(2, 8).then(4, 4);
    UpdateSpec update = update(growth, job, plan);
    double[] rates = {0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.125};
    for (int epoch = 0; epoch < rates.length; epoch++) {
      assertThat(update.rate(plan.firstStep(epoch))).isEqualTo(rates[epoch]);
      assertThat(update.rate(plan.firstStep(epoch + 1) - 1)).isEqualTo(rates[epoch]);
    }
  }

  @Test
  void rateOverBatchFollowsTheScheduleAsItWouldWithoutGrowth() {
    JobSpec job = job("{multiStep: {epochs: [1, 4, 6], gamma: 0.25}}");
    BatchGrowth growth = job.batchGrowth();
    assertThat(growth.stages()).containsExactly(new Stage(0, 64), new Stage(1, 256));
    EpochPlan plan = EpochPlan.of(16).then(1, 4);
    UpdateSpec fixed = job.optimizer().update(EpochPlan.of(16), 9);
    UpdateSpec update = update(growth, job, plan);
    for (int epoch = 0; epoch < 9; epoch++) {
      int batch = epoch < 1 ? 64 : 256;
      assertThat(update.rate(plan.firstStep(epoch)) / batch)
          .isEqualTo(fixed.rate(16L * epoch) / 64);
    }
  }

  @Test
  void aWarmUpComesFirst() {
    JobSpec job =
        job(
            "{warmup: {epochs: 1, then: {multiStep: {epochs: [2, 4], gamma: 0.2}}}}",
            "train.maxBatchSize=400");
    BatchGrowth growth = job.batchGrowth();
    assertThat(growth.stages()).containsExactly(new Stage(0, 64), new Stage(3, 320));
  }

  @Test
  void withoutAMaximumNothingChanges() {
    JobSpec job = job("{step: {steps: 7}}", "train.maxBatchSize=0");
    assertThat(job.batchGrowth())
        .isEqualTo(new BatchGrowth(List.of(new Stage(0, 64)), job.optimizer().schedule()));
  }

  @Test
  void isWrittenAndReadBack() {
    JobSpec job = job("{step: {epochs: 2, gamma: 0.5}}", "train.virtualWorkers=2");
    assertThat(JobFileTest.parse(JobFile.write(job))).isEqualTo(job);
    assertThat(job.train().maxBatchSize()).isEqualTo(300);
  }

  @Test
  void schedulesThatAreLeftCountTheirEpochsFromTheWarmUp() {
    JobSpec job =
        job("{warmup: {epochs: 1, then: {step: {epochs: 2, gamma: 0.5}}}}", "train.epochs=6");
    EpochPlan plan = EpochPlan.of(16).then(3, 8).then(5, 4);
    assertThat(update(job.batchGrowth(), job, plan).schedule())
        .isEqualTo(new ScheduleSpec.Warmup(16, 0, new ScheduleSpec.MultiStep(List.of(), 0.5)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "cosine | =300 (expected: an optimizer.schedule of step or multiStep beside it)",
        "{warmup: {epochs: 1}} | =300 (expected: an optimizer.schedule of step or multiStep",
        "{step: {steps: 100, gamma: 0.5}} | =300 (expected: lengths of optimizer.schedule in",
        "{step: {epochs: 1.5, gamma: 0.5}} | =300 (expected: milestones of optimizer.schedule at",
        "{multiStep: {epochs: [3, 2], gamma: 0.5}} | =300 (expected: milestones of optimizer.sch",
        "{step: {epochs: 1, gamma: 1.5}} | optimizer.schedule.gamma=1.5 (expected: 0 < gamma < 1",
        "{step: 1} | =300 (expected: lengths of optimizer.schedule in epochs); set train.maxBatch",
        "{step: {epochs: 1}} | =300 (expected: >= 640, train.batchSize / gamma); set train.maxBa",
      })
  void aScheduleWithoutMilestonesToGrowAtIsRefused(String schedule, String message) {
    assertThatThrownBy(() -> job(schedule))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aMaximumBelowTheBatchIsRefused() {
    assertThatThrownBy(() -> job("{step: {epochs: 1}}", "train.maxBatchSize=64"))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("train.maxBatchSize=64 (expected: > train.batchSize=64, or 0)");
    assertThatThrownBy(() -> job("{step: {epochs: 1}}", "train.maxBatch=640"))
        .hasMessageContaining("unknown key train.maxBatch; did you mean train.maxBatchSize?");
  }
}
