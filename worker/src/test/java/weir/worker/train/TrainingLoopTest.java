package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import weir.proto.client.Exchange;
import weir.proto.client.ParameterException;
import weir.proto.client.Phase;
import weir.proto.client.StepTotals;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree;
import weir.tensor.Shape;
import weir.worker.augment.Augmentation;
import weir.worker.data.BatchPlan;
import weir.worker.data.PartitionStore;
import weir.worker.data.RowRanks;
import weir.worker.data.ShuffledBatchPlan;
import weir.worker.loss.LossSpec;
import weir.worker.metric.Evaluation;
import weir.worker.metric.EvaluationPartial;
import weir.worker.metric.Evaluator;
import weir.worker.nn.Network;
import weir.worker.nn.layer.InputValueException;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.NetworkSpec;

class TrainingLoopTest {
  private final RowRanks ranks = new RowRanks(24, 2);
  private final BatchPlan plan = new ShuffledBatchPlan(ranks, 8, 5);
  private final FakeCoordinator coordinator = new FakeCoordinator();

  private TrainingLoop loop(TrainingTaskSpec spec, FakeServer server, TrainingLoop.Watch watch) {
    FakeCluster.Job job =
        new FakeCluster.Job(
            spec, Jobs.layout(false), Jobs.blocks(ranks, false), Jobs.blocks(ranks, false));
    return job.loop(
        new WorkerPlace(0, 1, 0), new TrainingLoop.Lines(server.client(), coordinator), watch);
  }

  @Test
  void endsEveryEpochWithTheMeanLossAndTheValidation() throws Exception {
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 3);
    FakeServer server = Jobs.server(spec, 0.3f);
    TrainingLoop.Outcome outcome = loop(spec, server, TrainingLoop.Watch.REAL).run(0);
    assertThat(outcome).isEqualTo(new TrainingLoop.Outcome(9, ""));
    assertThat(coordinator.epochs).hasSize(3);
    assertThat(coordinator.epochs.get(2).epoch()).isEqualTo(2);
    assertThat(coordinator.epochs.get(2).epochLoss())
        .isLessThan(coordinator.epochs.get(0).epochLoss());
    assertThat(coordinator.epochs.get(0).validation()).containsOnlyKeys(0);
    Evaluation evaluation =
        EvaluationPartial.decode(
                Evaluator.specs(spec.network()), coordinator.epochs.get(2).validation().get(0))
            .evaluation();
    assertThat(evaluation.rows()).isEqualTo(24);
    assertThat(evaluation.loss()).isFinite();
    assertThat(evaluation.metrics().get("accuracy")).isBetween(0.0, 1.0);
  }

  @Test
  void validatesTheAverageOfTheWeightsWhereOneIsKept() throws Exception {
    TrainingTaskSpec plain = Jobs.spec(plan, 1, 2);
    TrainingTaskSpec spec =
        new TrainingTaskSpec(
            plain.network(), plan, plain.augmentation(), 1, 2, 9, Set.of(), true, 0.1);
    FakeServer server = Jobs.server(spec, 0.3f);
    loop(spec, server, TrainingLoop.Watch.REAL).run(0);
    float[] average = new float[server.weights(0).length];
    server.client().pullAverage(6, average);
    var store = new PartitionStore(Jobs.layout(false), 0, 2, Jobs.blocks(ranks, false));
    Map<Integer, byte[]> expected =
        new Evaluator(new Network(spec.network())).evaluate(average, store, new SumTree(2));
    assertThat(expected).isNotEmpty();
    assertThat(coordinator.epochs.get(1).validation()).containsExactlyEntriesOf(expected);
  }

  @Test
  void stopsWhenTheCoordinatorSaysSo() throws Exception {
    coordinator.stopAfterEpoch = 1;
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 5);
    TrainingLoop.Outcome outcome =
        loop(spec, Jobs.server(spec, 0.3f), TrainingLoop.Watch.REAL).run(0);
    assertThat(outcome).isEqualTo(new TrainingLoop.Outcome(6, "told to stop"));
  }

  @Test
  void asksForTheDecisionAgainWhenItBeginsAtTheEndOfAnEpoch() throws Exception {
    coordinator.stopAfterEpoch = 0;
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 5);
    FakeServer server = Jobs.server(spec, 0.3f);
    loop(spec, server, TrainingLoop.Watch.REAL).run(0);
    TrainingLoop.Outcome outcome = loop(spec, server, TrainingLoop.Watch.REAL).run(3);
    assertThat(outcome).isEqualTo(new TrainingLoop.Outcome(3, "told to stop"));
    assertThat(coordinator.epochs).hasSize(2);
    assertThat(coordinator.epochs.get(1).validation().get(0))
        .isEqualTo(coordinator.epochs.get(0).validation().get(0));
  }

  @Test
  void aLossThatIsNotFiniteEndsTheTrainingWithAdvice() {
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 3);
    FakeServer server = Jobs.server(spec, Float.POSITIVE_INFINITY);
    assertThatThrownBy(() -> loop(spec, server, TrainingLoop.Watch.REAL).run(0))
        .isInstanceOf(DivergenceException.class)
        .hasMessage(
            "loss is NaN at step 1 (expected: finite); lower optimizer.learningRate (now 0.1),"
                + " add optimizer.clip, or check the data for extreme values");
    assertThat(coordinator.failures).hasSize(1);
    assertThat(coordinator.failures.get(0)).startsWith("1 DIVERGED loss is NaN at step 1");
    assertThat(server.version()).isEqualTo(1);
  }

  @Test
  void aValueThatALayerCannotTakeEndsTheTrainingAsTheUsersInput() {
    NetworkSpec network =
        NetworkSpec.sequential(
            new Shape(Jobs.WIDTH),
            List.of(new EmbeddingSpec(4, 2), new FlattenSpec(), new DenseSpec(Jobs.CLASSES)),
            new LossSpec.SoftmaxCrossEntropy(List.of(), 0));
    TrainingTaskSpec spec =
        new TrainingTaskSpec(network, plan, Augmentation.NONE, 1, 3, 9, Set.of(), false, 0.1);
    Segments segments = new Network(network).segments();
    FakeServer server =
        new FakeServer(segments, plan.virtualWorkers(), 0.1f, plan.epochs())
            .start(new float[segments.length()]);
    assertThatThrownBy(() -> loop(spec, server, TrainingLoop.Watch.REAL).run(0))
        .isInstanceOf(InputValueException.class);
    assertThat(coordinator.failures).hasSize(1);
    assertThat(coordinator.failures.get(0)).startsWith("0 USERS_INPUT layer 0: token id ");
  }

  @Test
  void whatEndedTheTrainingIsThrownAlsoWhenNobodyHearsOfIt() {
    coordinator.deaf = new ParameterException(ParameterException.Code.CONNECTION, "driver is gone");
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 3);
    FakeServer server = Jobs.server(spec, Float.POSITIVE_INFINITY);
    assertThatThrownBy(() -> loop(spec, server, TrainingLoop.Watch.REAL).run(0))
        .isInstanceOf(DivergenceException.class)
        .hasMessageStartingWith("loss is NaN at step 1 (expected: finite)")
        .hasSuppressedException(coordinator.deaf);
  }

  @Test
  void reportsProgressNowAndThen() throws Exception {
    AtomicLong time = new AtomicLong();
    StepListener ticks =
        new StepListener() {
          @Override
          public void stepDone(StepTotals totals) {
            time.addAndGet(ProgressReport.INTERVAL_NANOS / 2);
          }
        };
    BatchPlan small = new ShuffledBatchPlan(ranks, 4, 5);
    TrainingTaskSpec spec = Jobs.spec(small, 1, 1);
    loop(spec, Jobs.server(spec, 0.1f), new TrainingLoop.Watch(time::get, ticks)).run(0);
    assertThat(coordinator.progress).containsExactly(1L, 3L, 5L);
  }

  @Test
  void chargesThePhasesItIsIn() throws Exception {
    AtomicLong time = new AtomicLong();
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 1);
    // Every look at the clock is a second later.
    loop(
            spec,
            Jobs.server(spec, 0.1f),
            new TrainingLoop.Watch(() -> time.addAndGet(1_000_000_000), StepListener.NONE))
        .run(0);
    double[] seconds = coordinator.epochs.get(0).phaseSeconds();
    assertThat(seconds[Phase.WAIT.ordinal()]).isEqualTo(1); // for the first weights
    assertThat(seconds[Phase.PULL.ordinal()]).isEqualTo(FakeServer.PHASE_NANOS * 1e-9);
    assertThat(seconds[Phase.APPLY.ordinal()]).isEqualTo(FakeServer.PHASE_NANOS * 1e-9);
    // 3 steps of 2 leaves; weights of 2 units are taken in between, twice.
    assertThat(seconds[Phase.FORWARD.ordinal()]).isEqualTo(10);
    assertThat(seconds[Phase.PUSH.ordinal()]).isEqualTo(12); // 3 steps of 2 units, weight and bias
    assertThat(seconds[Phase.BACKWARD.ordinal()]).isGreaterThanOrEqualTo(9);
    assertThat(seconds[Phase.DATA.ordinal()]).isGreaterThanOrEqualTo(6);
  }

  @Test
  void endsBeforeTheNextStepWhenInterrupted() {
    List<Long> steps = new ArrayList<>();
    StepListener interrupting =
        new StepListener() {
          @Override
          public void leafDone(long step, int leaf, double weight, double loss) {
            steps.add(step);
            if (step == 2 && leaf == 1) {
              Thread.currentThread().interrupt();
            }
          }
        };
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 100);
    FakeServer server = Jobs.server(spec, 0.1f);
    assertThatThrownBy(
            () -> loop(spec, server, new TrainingLoop.Watch(System::nanoTime, interrupting)).run(0))
        .isInstanceOf(InterruptedException.class);
    assertThat(steps).containsExactly(0L, 0L, 1L, 1L, 2L, 2L);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void throwsWhatTheServerFailedWith() {
    TrainingTaskSpec spec = Jobs.spec(plan, 1, 1);
    FakeServer server = Jobs.server(spec, 0.1f);
    ParameterException lost = new ParameterException(ParameterException.Code.CONNECTION, "lost");
    server.fail(lost);
    assertThatThrownBy(() -> loop(spec, server, TrainingLoop.Watch.REAL).run(0)).isSameAs(lost);
  }

  @Test
  void aUnitWaitsForItsOwnWeightsOnlyAndTakesThemOnce() throws Exception {
    PendingWeights pending = new PendingWeights(2, 0, new PhaseClock(System::nanoTime));
    StepTotals totals = new StepTotals(4, 1, 1, 1, 1, 0);
    AtomicInteger taken = new AtomicInteger();
    pending.exchanges(0, exchange(CompletableFuture.completedFuture(totals), taken));
    pending.exchanges(1, exchange(new CompletableFuture<>(), taken));
    pending.await(0);
    pending.await(0);
    assertThat(pending.totals()).isEqualTo(totals);
    assertThat(taken).hasValue(1);
  }

  private static Exchange exchange(CompletableFuture<StepTotals> answer, AtomicInteger taken) {
    return new Exchange() {
      @Override
      public void send(int end) {}

      @Override
      public CompletableFuture<StepTotals> weights() {
        return answer;
      }

      @Override
      public void take() {
        taken.incrementAndGet();
      }
    };
  }

  @Test
  void allocatesLittleInAStep() throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long[] allocated = new long[3000];
    StepListener measuring =
        new StepListener() {
          @Override
          public void stepDone(StepTotals totals) {
            allocated[(int) totals.step()] = threads.getThreadAllocatedBytes(thread);
          }
        };
    RowRanks many = new RowRanks(20_000, 2);
    TrainingTaskSpec spec = Jobs.spec(new ShuffledBatchPlan(many, 20, 5), 2, 3);
    FakeCluster.Job job =
        new FakeCluster.Job(spec, Jobs.layout(false), Jobs.blocks(many, false), null);
    job.loop(
            new WorkerPlace(0, 1, 0),
            new TrainingLoop.Lines(new IdleClient(Jobs.initialWeights()), coordinator),
            new TrainingLoop.Watch(System::nanoTime, measuring))
        .run(0);
    // Vectors are boxed until the compiler has seen enough of them: the first epochs do not count.
    long bytes = allocated[2990] - allocated[2010];
    assertThat(bytes / 980).isLessThan(64 * 1024);
  }
}
