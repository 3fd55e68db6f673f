package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.UpdateSpec;
import weir.server.shard.FakeConnection.Answer;

/** One chunk of two parameters, two virtual workers, plain descent at rate 1. */
class ChunkStateTest {
  private static final Node LEFT = new Node(0, 0);
  private static final Node RIGHT = new Node(0, 1);
  private static final Node ROOT = new Node(1, 0);
  private static final UpdateSpec DESCENT = Trainings.update(Trainings.SGD, 1, Trainings.NO_CLIP);

  private final ShardHarness shard =
      new ShardHarness(
          Trainings.training(Trainings.segments(2), DESCENT, 2, 1), new float[] {10, 20});
  private final Chunk chunk = shard.partition.chunks().get(0);
  private final FakeConnection first = new FakeConnection("first");
  private final FakeConnection second = new FakeConnection("second");

  private void push(FakeConnection from, Node node, long step, int incarnation, float value) {
    Push.Builder push = ShardHarness.push(node, step, incarnation).setLoss(value);
    shard.pushPull(from, chunk, push, new float[] {value, 2 * value});
  }

  private void bothPush(long step, int incarnation) {
    push(first, LEFT, step, incarnation, 2);
    push(second, RIGHT, step, incarnation, 4);
  }

  private static void assertFailed(Answer answer, Failure failure, String... words) {
    assertThat(answer.type()).isEqualTo(FrameType.FAILED);
    assertThat(answer.header().getFailure()).isEqualTo(failure);
    assertThat(answer.header().getText()).contains(words);
  }

  @Test
  void answersBothWorkersOnceTheSumIsComplete() {
    push(first, LEFT, 0, 0, 2);
    assertThat(first.isSilent()).isTrue();
    push(second, RIGHT, 0, 0, 4);
    for (Answer answer : new Answer[] {first.only(), second.only()}) {
      assertThat(answer.type()).isEqualTo(FrameType.WEIGHTS);
      assertThat(answer.header().getVersion()).isEqualTo(1);
      assertThat(answer.header().getRepeated()).isFalse();
      assertThat(answer.floats()).containsExactly(7, 14);
      assertThat(answer.header().getTotals().getWeight()).isEqualTo(2);
      assertThat(answer.header().getTotals().getLoss()).isEqualTo(6);
    }
  }

  @Test
  void countsARepeatOfAWaitingContributionOnce() {
    push(first, LEFT, 0, 0, 2);
    push(first, LEFT, 0, 0, 2);
    push(second, RIGHT, 0, 0, 4);
    assertThat(first.poll().header().getRepeated()).isFalse();
    Answer repeat = first.only();
    assertThat(repeat.header().getRepeated()).isTrue();
    assertThat(repeat.floats()).containsExactly(7, 14);
    assertThat(shard.counters.snapshot().applied()).isEqualTo(2);
    assertThat(shard.counters.snapshot().repeated()).isEqualTo(1);
  }

  @Test
  void answersARepeatOfTheAppliedStepFromTheBuffer() {
    bothPush(0, 0);
    first.only();
    push(first, LEFT, 0, 0, 2);
    Answer repeat = first.only();
    assertThat(repeat.header().getRepeated()).isTrue();
    assertThat(repeat.floats()).containsExactly(7, 14);
    assertThat(repeat.header().getTotals().getLoss()).isEqualTo(6);
    assertThat(shard.weights(1)).containsExactly(7, 14);
  }

  @Test
  void refusesStepsThatAreTooOldOrTooNew() {
    bothPush(0, 0);
    bothPush(1, 0);
    FakeConnection late = new FakeConnection("late");
    push(late, LEFT, 0, 0, 2);
    assertFailed(late.only(), Failure.STALE_STEP, "step=0", "expected: 2", "job test");
    push(late, LEFT, 3, 0, 2);
    assertFailed(late.only(), Failure.STALE_STEP, "step=3");
    assertThat(shard.counters.snapshot().dropped()).isEqualTo(2);
  }

  @Test
  void aHigherIncarnationStartsTheStepAnew() {
    push(first, LEFT, 0, 1, 1000);
    push(second, LEFT, 0, 2, 2);
    assertFailed(first.only(), Failure.STALE_INCARNATION, "2");
    push(second, RIGHT, 0, 2, 4);
    assertThat(second.poll().floats()).containsExactly(7, 14);
  }

  @Test
  void refusesALowerIncarnation() {
    push(first, LEFT, 0, 2, 2);
    push(second, RIGHT, 0, 1, 4);
    assertFailed(second.only(), Failure.STALE_INCARNATION, "incarnation=1", "expected: 2");
    assertThat(first.isSilent()).isTrue();
  }

  @Test
  void refusesASubtreeThatOverlapsACountedOne() {
    push(first, LEFT, 0, 0, 2);
    push(second, ROOT, 0, 0, 4);
    assertFailed(second.only(), Failure.BAD_REQUEST, "overlaps");
    push(second, RIGHT, 0, 0, 4);
    assertThat(second.only().floats()).containsExactly(7, 14);
  }

  @Test
  void refusesNodesOutsideTheTreeAndPayloadsOfAnotherLength() {
    push(first, new Node(0, 2), 0, 0, 2);
    assertFailed(first.only(), Failure.BAD_REQUEST, "2 virtual workers");
    push(first, new Node(30, 0), 0, 0, 2);
    assertFailed(first.only(), Failure.BAD_REQUEST, "2 virtual workers");
    Header header =
        shard.header(FrameType.PUSH, chunk).setPush(ShardHarness.push(LEFT, 0, 0)).build();
    shard.send(first, header, new float[3]);
    assertFailed(first.only(), Failure.BAD_REQUEST, "12 bytes", "expected: 8");
    shard.send(first, header.toBuilder().setChunk(1).build(), new float[2]);
    assertFailed(first.only(), Failure.BAD_REQUEST, "chunk=1");
    Push.Builder wild = ShardHarness.push(LEFT, 0, 0).setLevel(-1);
    shard.send(first, header.toBuilder().setPush(wild).build(), new float[2]);
    assertFailed(first.only(), Failure.BAD_REQUEST, "level=-1");
  }

  @Test
  void acceptsAPlainPushAtOnceAndCountsIt() {
    Header header =
        shard.header(FrameType.PUSH, chunk).setPush(ShardHarness.push(LEFT, 0, 0)).build();
    shard.send(first, header, new float[] {2, 4});
    assertThat(first.only().type()).isEqualTo(FrameType.ACCEPTED);
    shard.send(first, header, new float[] {2, 4});
    assertThat(first.only().header().getRepeated()).isTrue();
    push(second, RIGHT, 0, 0, 4);
    assertThat(second.only().floats()).containsExactly(7, 14);
    shard.send(first, header, new float[] {2, 4});
    assertThat(first.only().header().getRepeated()).isTrue();
  }

  @Test
  void servesTheCurrentAndThePreviousVersionOnly() {
    bothPush(0, 0);
    assertThat(shard.weights(0)).containsExactly(10, 20);
    assertThat(shard.weights(1)).containsExactly(7, 14);
    bothPush(1, 0);
    FakeConnection late = new FakeConnection("late");
    shard.send(late, shard.header(FrameType.PULL, chunk).setVersion(0).build(), new float[0]);
    assertFailed(late.only(), Failure.STALE_STEP, "version=0");
  }

  @Test
  void aPullOfAFutureVersionWaitsForIt() {
    FakeConnection reader = new FakeConnection("reader");
    shard.send(reader, shard.header(FrameType.PULL, chunk).setVersion(2).build(), new float[0]);
    bothPush(0, 0);
    assertThat(reader.isSilent()).isTrue();
    bothPush(1, 0);
    assertThat(reader.only().floats()).containsExactly(4, 8);
  }

  @Test
  void aClosedConnectionIsForgottenButItsContributionCounts() {
    push(first, LEFT, 0, 0, 2);
    shard.close(first);
    push(second, RIGHT, 0, 0, 4);
    assertThat(second.only().floats()).containsExactly(7, 14);
    assertThat(first.isSilent()).isTrue();
  }

  @Test
  void theDeadlineNamesTheMissingVirtualWorkers() {
    push(first, LEFT, 0, 0, 2);
    shard.checkDeadlinesAfterMillis(Trainings.DEADLINE_MILLIS - 1);
    assertThat(first.isSilent()).isTrue();
    shard.checkDeadlinesAfterMillis(1);
    assertFailed(
        first.only(),
        Failure.MISSING_CONTRIBUTIONS,
        "job test",
        "step=0",
        "virtual workers [1]",
        "30.0 s",
        "cluster.deadlineSeconds");
    push(second, RIGHT, 0, 0, 4);
    assertThat(second.only().floats()).containsExactly(7, 14);
  }

  @Test
  void epochSumsStartAnewWithTheEpochAndAreReplayed() {
    int[] stepsOfEpoch = {1, 2, 1, 2, 3}; // Trainings.EPOCHS
    for (int step = 0; step < 5; step++) {
      bothPush(step, 0);
    }
    for (int step = 0; step < 5; step++) {
      double steps = stepsOfEpoch[step];
      Header header = first.poll().header();
      assertThat(header.getTotals().getEpochWeight()).isEqualTo(2 * steps);
      assertThat(header.getTotals().getEpochLoss()).isEqualTo(6 * steps);
    }
    bothPush(4, 7);
    assertThat(first.only().header().getTotals().getEpochLoss()).isEqualTo(18);
  }

  @Test
  void aLossThatIsNotANumberReachesTheTotals() {
    Push.Builder push = ShardHarness.push(LEFT, 0, 0).setLoss(Double.NaN);
    shard.pushPull(first, chunk, push, new float[] {2, 4});
    push(second, RIGHT, 0, 0, 4);
    assertThat(first.only().header().getTotals().getLoss()).isNaN();
    assertThat(shard.weights(1)).containsExactly(7, 14);
  }

  @Test
  void aStepWithoutAnyWeightMovesNothing() {
    for (Node node : new Node[] {LEFT, RIGHT}) {
      shard.pushPull(first, chunk, ShardHarness.push(node, 0, 0).setWeight(0), new float[] {0, 0});
    }
    assertThat(first.poll().floats()).containsExactly(10, 20);
  }

  @Test
  void dividesBySumOfLossWeights() {
    shard.pushPull(first, chunk, ShardHarness.push(LEFT, 0, 0).setWeight(3), new float[] {2, 0});
    shard.pushPull(second, chunk, ShardHarness.push(RIGHT, 0, 0).setWeight(5), new float[] {6, 0});
    assertThat(first.only().floats()[0]).isEqualTo(9f, within(0f));
  }

  @Test
  void dropFailsThoseThatWait() {
    push(first, LEFT, 0, 0, 2);
    shard.shards.get(0).drop();
    assertFailed(first.only(), Failure.BAD_REQUEST, "dropped");
    push(first, LEFT, 0, 0, 2);
    assertFailed(first.only(), Failure.BAD_REQUEST, "dropped");
  }
}
