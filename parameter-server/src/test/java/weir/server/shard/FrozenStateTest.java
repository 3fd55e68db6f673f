package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;
import static weir.proto.partition.Segment.Rule.OPTIMIZE;
import static weir.proto.partition.Segment.Rule.SPARSE;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;

/** Parts that take part in no step: every version of them is the first one. */
class FrozenStateTest {
  /** A frozen unit, a frozen table, and a unit with a frozen tensor and one that learns. */
  private static final Segments SEGMENTS =
      new Segments(
          List.of(
              new Segment("0.weight", 0, 3, 1, 2, 0, 1, OPTIMIZE),
              new Segment("1.weight", 3, 4, 2, 2, 1, 1, SPARSE),
              new Segment("2.weight", 7, 2, 1, 2, 2, 1, OPTIMIZE),
              new Segment("2.bias", 9, 1, 1, 1, 2, 0, OPTIMIZE)));

  private static final float[] INITIAL = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};

  private static TrainingSpec training(int shards) {
    GroupUpdate frozen = new GroupUpdate(1, true, PenaltySpec.NONE);
    UpdateSpec update =
        new UpdateSpec(
            Trainings.ADAM,
            new ScheduleSpec.Constant(),
            Trainings.NO_CLIP,
            List.of(GroupUpdate.of(1), frozen));
    return Trainings.training(SEGMENTS, update, 1, shards);
  }

  private final ShardHarness shard = new ShardHarness(training(1), INITIAL);
  private final FakeConnection worker = new FakeConnection("worker");
  private final Chunk dense = shard.partition.chunks().get(0);
  private final Chunk table = shard.partition.chunks().get(1);
  private final Chunk mixed = shard.partition.chunks().get(2);

  @Test
  void aStepIsCompleteWithoutThem() {
    assertThat(shard.completedVersion()).isZero();
    float[] gradient = {9, 9, 9, 9, 9, 9, 9, 9, 9, 4};
    shard.pushPull(worker, mixed, ShardHarness.push(new Node(0, 0), 0, 0), gradient);
    assertThat(worker.only().type()).isEqualTo(FrameType.WEIGHTS);
    assertThat(shard.completedVersion()).isEqualTo(1);
    assertThat(shard.weights(1)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 9);
    assertThat(shard.weights(0)).containsExactly(INITIAL);
  }

  @Test
  void aShardThatHoldsNothingElseIsNeverBehind() {
    ShardHarness many = new ShardHarness(training(3), INITIAL);
    assertThat(many.shards.get(0).completedVersion()).isEqualTo(Long.MAX_VALUE);
    assertThat(many.completedVersion()).isZero();
  }

  @Test
  void whatIsSentToThemOfAStepIsRefused() {
    shard.pushPull(worker, dense, ShardHarness.push(new Node(0, 0), 0, 0), INITIAL);
    assertRefused("PUSH_PULL");
    shard.send(
        worker,
        shard
            .header(FrameType.PUSH_ROWS, table)
            .setPush(ShardHarness.push(new Node(0, 0), 0, 0))
            .build(),
        new float[0]);
    assertRefused("PUSH_ROWS");
    for (Chunk chunk : List.of(dense, table)) {
      Header scale = shard.header(FrameType.SCALE_RATE, chunk).setRateFactor(0.5).build();
      shard.send(worker, scale, new float[0]);
      assertRefused("SCALE_RATE");
    }
    assertThat(shard.weights(0)).containsExactly(INITIAL);
  }

  private void assertRefused(String type) {
    Header answer = worker.only().header();
    assertThat(answer.getFailure()).isEqualTo(Failure.BAD_REQUEST);
    assertThat(answer.getText())
        .endsWith(type + " to frozen weights (expected: PULL or PULL_ROWS)");
  }

  @Test
  void theyNeedMemoryForOneVersionAlone() {
    long beside = heapBytes(dense) - 4L * dense.length();
    assertThat(beside).isPositive();
    assertThat(heapBytes(mixed)).isEqualTo(4 * 4L * mixed.length() + beside);
  }

  private static long heapBytes(Chunk chunk) {
    return ShardMemory.of(training(1), List.of(chunk), 1, false).heapBytes();
  }
}
