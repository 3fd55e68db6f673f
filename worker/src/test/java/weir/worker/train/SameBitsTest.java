package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import weir.proto.client.StepTotals;
import weir.worker.data.BatchPlan;
import weir.worker.data.GivenOrderBatchPlan;
import weir.worker.data.RowRanks;
import weir.worker.data.ShuffledBatchPlan;
import weir.worker.data.StagedBatchPlan;

/** The promise: for a given V, who computes what changes no bit. */
class SameBitsTest {

  @Property(tries = 60)
  void weightsDoNotDependOnTheNumberOfWorkers(
      @ForAll @IntRange(max = 3) int logLeaves,
      @ForAll @IntRange(min = 1, max = 40) int rows,
      @ForAll @IntRange(max = 12) int extra,
      @ForAll @IntRange(min = 1, max = 3) int accumulate,
      @ForAll boolean sparse) {
    RowRanks ranks = new RowRanks(rows, 1 << logLeaves);
    BatchPlan small =
        extra % 2 == 0
            ? new ShuffledBatchPlan(ranks, ranks.virtualWorkers() + extra, rows)
            : new GivenOrderBatchPlan(ranks, 1 + extra);
    BatchPlan plan = growing(small, new GivenOrderBatchPlan(ranks, 2 * (1 + extra)));
    FakeCluster.Job job =
        new FakeCluster.Job(
            Jobs.spec(plan, accumulate, 2),
            Jobs.layout(sparse),
            Jobs.blocks(ranks, sparse),
            Jobs.blocks(ranks, sparse));
    FakeServer alone = Jobs.server(job.spec(), 0.3f);
    List<FakeCoordinator> single = FakeCluster.train(job, 1, 0, alone);
    assertThat(alone.version()).isEqualTo(job.spec().totalSteps());
    assertThat(alone.weights(alone.version())).isNotEqualTo(alone.weights(0));
    for (int workers = 2; workers <= Math.min(ranks.virtualWorkers(), 5); workers++) {
      FakeServer server = Jobs.server(job.spec(), 0.3f);
      List<FakeCoordinator> several = FakeCluster.train(job, workers, 0, server);
      for (long version = 0; version <= alone.version(); version++) {
        assertThat(server.weights(version))
            .as("version %d with %d workers", version, workers)
            .isEqualTo(alone.weights(version));
      }
      for (int epoch = 0; epoch < 2; epoch++) {
        assertSameReport(single, several, epoch);
        assertThat(FakeCoordinator.validation(job.spec(), several, epoch))
            .isEqualTo(FakeCoordinator.validation(job.spec(), single, epoch));
      }
    }
  }

  /** Another batch from the second epoch on. */
  private static BatchPlan growing(BatchPlan small, BatchPlan large) {
    return new StagedBatchPlan(
        List.of(new StagedBatchPlan.Stage(0, small), new StagedBatchPlan.Stage(1, large)));
  }

  private static void assertSameReport(
      List<FakeCoordinator> single, List<FakeCoordinator> several, int epoch) {
    var expected = single.get(0).epochs.get(epoch);
    for (FakeCoordinator coordinator : several) {
      var actual = coordinator.epochs.get(epoch);
      assertThat(actual.epochLoss()).isEqualTo(expected.epochLoss());
      assertThat(actual.epochWeight()).isEqualTo(expected.epochWeight());
    }
  }

  @Property(tries = 30)
  void aReplayFromAnyStepEndsInTheSameBits(
      @ForAll @IntRange(min = 1, max = 20) int rows,
      @ForAll @IntRange(max = 1000) int place,
      @ForAll @IntRange(min = 1, max = 4) int workersAfterwards) {
    RowRanks ranks = new RowRanks(rows, 4);
    BatchPlan plan =
        growing(new ShuffledBatchPlan(ranks, 6, 5), new ShuffledBatchPlan(ranks, 9, 5));
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 3);
    FakeCluster.Job job =
        new FakeCluster.Job(spec, Jobs.layout(false), Jobs.blocks(ranks, false), null);
    FakeServer server = Jobs.server(spec, 0.3f);
    FakeCluster.train(job, 2, 0, server);
    float[] undisturbed = server.weights(spec.totalSteps());
    long version = place % (spec.totalSteps() + 1);
    server.rollBack(version);
    List<StepTotals> heard = new ArrayList<>();
    StepListener listener =
        new StepListener() {
          @Override
          public void stepDone(StepTotals totals) {
            heard.add(totals);
          }
        };
    FakeCluster.train(
        job,
        workersAfterwards,
        version,
        server,
        worker ->
            new TrainingLoop.Watch(System::nanoTime, worker == 0 ? listener : StepListener.NONE));
    assertThat(server.weights(spec.totalSteps())).isEqualTo(undisturbed);
    assertThat(heard).hasSize((int) (spec.totalSteps() - version));
    for (int i = 0; i < heard.size(); i++) {
      assertThat(heard.get(i).step()).isEqualTo(version + i);
    }
  }
}
