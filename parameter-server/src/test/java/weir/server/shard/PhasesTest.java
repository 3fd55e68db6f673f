package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.UpdateSpec;
import weir.server.shard.FakeConnection.Answer;

/**
 * Clipping by global norm at 1, and LAMB: norms first, weights once all that is needed is known.
 */
class PhasesTest {
  private static final Node LEFT = new Node(0, 0);
  private static final Node RIGHT = new Node(0, 1);
  private static final UpdateSpec CLIPPED =
      Trainings.update(Trainings.SGD, 1, new ClipSpec.GlobalNorm(1));

  private final ShardHarness shard =
      new ShardHarness(
          Trainings.training(Trainings.segments(2), CLIPPED, 2, 1), new float[] {10, 20});
  private final Chunk chunk = shard.partition.chunks().get(0);
  private final FakeConnection first = new FakeConnection("first");
  private final FakeConnection second = new FakeConnection("second");

  private void bothPush(long step, int incarnation) {
    shard.pushPull(first, chunk, ShardHarness.push(LEFT, step, incarnation), new float[] {1, 4});
    shard.pushPull(second, chunk, ShardHarness.push(RIGHT, step, incarnation), new float[] {5, 4});
  }

  @Test
  void answersNormsOfTheSumAndSweepsAtTheFirstApply() {
    bothPush(0, 0);
    for (Answer answer : new Answer[] {first.only(), second.only()}) {
      assertThat(answer.type()).isEqualTo(FrameType.NORMS);
      assertThat(answer.doubles()).containsExactly(100);
      assertThat(answer.header().getTotals().getWeight()).isEqualTo(2);
    }
    shard.apply(first, chunk, 0, 0, 100);
    assertThat(first.only().floats()).containsExactly(9.4f, 19.2f);
    assertThat(second.isSilent()).isTrue();
    shard.apply(second, chunk, 0, 0, 100);
    Answer answer = second.only();
    assertThat(answer.floats()).containsExactly(9.4f, 19.2f);
    assertThat(answer.header().getTotals().getStep()).isZero();
  }

  @Test
  void replaysAnAppliedStepWithTheNormsItHad() {
    bothPush(0, 0);
    shard.apply(first, chunk, 0, 0, 100);
    first.poll();
    first.poll();
    second.poll();
    bothPush(0, 1);
    Answer norms = first.only();
    assertThat(norms.type()).isEqualTo(FrameType.NORMS);
    assertThat(norms.header().getRepeated()).isTrue();
    assertThat(norms.doubles()).containsExactly(100);
    shard.apply(first, chunk, 0, 0, 100);
    assertThat(first.only().floats()).containsExactly(9.4f, 19.2f);
  }

  @Test
  void aRepeatWhileTheNormIsAwaitedGetsTheNormsAgain() {
    bothPush(0, 0);
    first.only();
    shard.pushPull(first, chunk, ShardHarness.push(LEFT, 0, 0), new float[] {1, 4});
    assertThat(first.only().doubles()).containsExactly(100);
  }

  @Test
  void aNewIncarnationSumsAnewAndStaleAppliesAreRefused() {
    bothPush(0, 0);
    first.only();
    second.only();
    shard.pushPull(first, chunk, ShardHarness.push(LEFT, 0, 1), new float[] {1, 4});
    shard.apply(second, chunk, 0, 0, 100);
    assertThat(second.only().header().getFailure()).isEqualTo(Failure.STALE_STEP);
    shard.pushPull(second, chunk, ShardHarness.push(RIGHT, 0, 1), new float[] {5, 4});
    assertThat(second.only().doubles()).containsExactly(100);
  }

  @Test
  void theDeadlineSaysThatTheNormIsMissing() {
    bothPush(0, 0);
    FakeConnection reader = new FakeConnection("reader");
    shard.send(reader, shard.header(FrameType.PULL, chunk).setVersion(1).build(), new float[0]);
    shard.checkDeadlinesAfterMillis(Trainings.DEADLINE_MILLIS);
    assertThat(reader.only().header().getText()).contains("norms of phase 0");
  }

  @Test
  void clippingAndTrustTakeTwoPhasesAndLateAppliesAreAnsweredFromThem() {
    UpdateSpec lamb = Trainings.update(OptimizerSpec.Lamb.DEFAULT, 0.1, new ClipSpec.GlobalNorm(1));
    ShardHarness both =
        new ShardHarness(Trainings.training(Trainings.segments(2), lamb, 1, 1), new float[] {3, 4});
    Chunk whole = both.partition.chunks().get(0);
    both.pushPull(first, whole, ShardHarness.push(LEFT, 0, 0), new float[] {6, 8});
    assertThat(first.only().doubles()).containsExactly(100);
    both.apply(first, whole, 0, 1, 25, 2);
    assertThat(first.only().header().getFailure()).isEqualTo(Failure.STALE_STEP);
    both.apply(first, whole, 0, 0, 100, 100);
    assertThat(first.only().header().getText()).contains("sums=2 (expected: 1 in phase 0)");

    both.apply(first, whole, 0, 0, 100);
    Answer trust = first.only();
    assertThat(trust.type()).isEqualTo(FrameType.NORMS);
    assertThat(trust.header().getPhase()).isEqualTo(1);
    // Adam's first move is the sign of the gradient, whatever clipping left of it.
    assertThat(trust.doubles()[0]).isEqualTo(25);
    assertThat(trust.doubles()[1]).isCloseTo(2, within(1e-4));
    both.apply(second, whole, 0, 0, 100);
    assertThat(second.only().doubles()).containsExactly(trust.doubles());

    both.apply(first, whole, 0, 1, 25, 2);
    float[] weights = first.only().floats();
    assertThat(weights[0]).isCloseTo((float) (3 - 0.1 * 5 / Math.sqrt(2)), within(1e-5f));
    both.apply(second, whole, 0, 0, 100);
    assertThat(second.only().doubles()).containsExactly(trust.doubles());
    both.apply(second, whole, 0, 1, 25, 2);
    assertThat(second.only().floats()).containsExactly(weights);
  }
}
