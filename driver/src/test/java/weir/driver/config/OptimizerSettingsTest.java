package weir.driver.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.api.Optimizer;
import weir.driver.api.Optimizers;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;
import weir.worker.nn.GroupSpec;

class OptimizerSettingsTest {
  private static UpdateSpec update(ScheduleSettings schedule) {
    return new OptimizerSettings(
            new OptimizerSpec.Ema(0.9),
            0.1,
            schedule,
            new ClipSpec.None(),
            PenaltySpec.NONE,
            List.of(),
            AverageSettings.NONE)
        .update(EpochPlan.of(100), 5);
  }

  @Test
  void lengthsInEpochsBecomeSteps() {
    var step = new ScheduleSettings.Step(new StepCount(1.5, StepCount.Unit.EPOCHS), 0.5);
    assertThat(update(step).schedule()).isEqualTo(new ScheduleSpec.Step(150, 0.5));
    var exponential = new ScheduleSettings.Exponential(new StepCount(7, StepCount.Unit.STEPS), 0.9);
    assertThat(update(exponential).schedule()).isEqualTo(new ScheduleSpec.Exponential(0.9, 7));
    var multi =
        new ScheduleSettings.MultiStep(
            List.of(
                new StepCount(1, StepCount.Unit.EPOCHS), new StepCount(3, StepCount.Unit.EPOCHS)),
            0.1);
    assertThat(update(multi).schedule())
        .isEqualTo(new ScheduleSpec.MultiStep(List.of(100L, 300L), 0.1));
  }

  @Test
  void aScheduleWithoutLengthReachesToTheEnd() {
    assertThat(update(new ScheduleSettings.Cosine(StepCount.REST, 0.01)).schedule())
        .isEqualTo(new ScheduleSpec.Cosine(500, 0.01));
    assertThat(update(new ScheduleSettings.Polynomial(StepCount.REST, 2, 0)).schedule())
        .isEqualTo(new ScheduleSpec.Polynomial(500, 2, 0));
  }

  @Test
  void whatFollowsAWarmupGetsTheRestOfTheSteps() {
    var warmup =
        new ScheduleSettings.Warmup(
            new StepCount(1, StepCount.Unit.EPOCHS),
            0,
            new ScheduleSettings.Cosine(StepCount.REST, 0));
    assertThat(update(warmup).schedule())
        .isEqualTo(new ScheduleSpec.Warmup(100, 0, new ScheduleSpec.Cosine(400, 0)));
  }

  @Test
  void groupsFollowTheParametersThatAreInNone() {
    var decay = new PenaltySpec(0, 0, 0.1);
    var settings =
        new OptimizerSettings(
            new OptimizerSpec.Ema(0.9),
            0.1,
            new ScheduleSettings.Constant(),
            new ClipSpec.Value(1),
            decay,
            List.of(
                new ParameterGroup(new GroupSpec("*.bias"), null, false, PenaltySpec.NONE),
                new ParameterGroup(new GroupSpec("0.*"), 0.3, false, decay),
                new ParameterGroup(new GroupSpec("1.*"), null, true, decay)),
            AverageSettings.NONE);

    assertThat(settings.update(EpochPlan.of(1), 1).groups())
        .containsExactly(
            new GroupUpdate(0.1, false, decay),
            new GroupUpdate(0.1, false, PenaltySpec.NONE),
            new GroupUpdate(0.3, false, decay),
            new GroupUpdate(0.1, true, decay));
    assertThat(settings.tensors())
        .extracting(GroupSpec::tensors)
        .containsExactly(List.of("*.bias"), List.of("0.*"), List.of("1.*"));
  }

  @Test
  void averagesBeginAfterEpochsOfTheTraining() {
    Optimizer adam = Optimizers.adam();
    assertThat(adam.settings().update(EpochPlan.of(100), 5).average()).isEqualTo(AverageSpec.NONE);
    assertThat(adam.averageWeights(0.9).settings().update(EpochPlan.of(100), 5).average())
        .isEqualTo(new AverageSpec(AverageSpec.Kind.EMA, 0.9, 0));
    var late = new AverageSettings(AverageSpec.Kind.MEAN, 0, 3.5);
    assertThat(adam.average(late).settings().update(EpochPlan.of(100), 5).average())
        .isEqualTo(new AverageSpec(AverageSpec.Kind.MEAN, 0, 350));
    assertThatThrownBy(() -> adam.average(late).settings().update(EpochPlan.of(100), 3))
        .hasMessageContaining("optimizer.average.startEpoch=3.5 (expected: < train.epochs=3)");
  }

  @Test
  void virtualWorkersAreTheNextPowerOfTwo() {
    int[] workers = {1, 2, 3, 4, 5, 8, 9};
    int[] virtual = {1, 2, 4, 4, 8, 8, 16};
    for (int i = 0; i < workers.length; i++) {
      var cluster =
          new ClusterSpec(workers[i], 1, ServersSpec.EMBEDDED, Transport.AUTO, 60, false, null);
      assertThat(cluster.defaultVirtualWorkers()).isEqualTo(virtual[i]);
    }
  }

  @Test
  void namesTellTheirFormat() {
    assertThat(DataFormat.guess("a/train-images-idx3-ubyte.gz")).isEqualTo(DataFormat.IDX);
    assertThat(DataFormat.guess("x.CSV")).isEqualTo(DataFormat.CSV);
    assertThat(DataFormat.guess("part-*.parquet")).isEqualTo(DataFormat.PARQUET);
    assertThat(DataFormat.guess("a.svm.bz2")).isEqualTo(DataFormat.LIBSVM);
    assertThat(DataFormat.guess("digits:100?seed=3")).isEqualTo(DataFormat.DIGITS);
    assertThat(DataFormat.guess("a9a")).isNull();
  }
}
