package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.message.FrameType;
import weir.proto.partition.Chunk;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;

/** Buffers beside a weight: their weighted mean replaces them, and nothing else happens to them. */
class AverageRuleTest {
  private static final PenaltySpec EVERYTHING = new PenaltySpec(0.5, 0.5, 0.5);

  private final FakeConnection worker = new FakeConnection("worker");

  private static ShardHarness shard(ClipSpec clip) {
    Segments segments =
        new Segments(
            List.of(
                new Segment("weight", 0, 1, 1, 2, 0, 0, Segment.Rule.OPTIMIZE),
                new Segment("running_mean", 1, 2, 2, 1, 0, 0, Segment.Rule.AVERAGE)));
    UpdateSpec update =
        new UpdateSpec(
            Trainings.ADAM,
            new ScheduleSpec.Constant(),
            clip,
            List.of(new GroupUpdate(1, false, EVERYTHING)));
    return new ShardHarness(Trainings.training(segments, update, 2, 1), new float[] {4, 7, 8});
  }

  private FakeConnection.Answer push(ShardHarness shard, int leaf, double weight, float[] sum) {
    Chunk chunk = shard.partition.chunks().get(0);
    shard.pushPull(
        worker, chunk, ShardHarness.push(new Node(0, leaf), 0, 0).setWeight(weight), sum);
    return worker.poll();
  }

  @Test
  void theWeightedMeanReplacesThem() {
    ShardHarness shard = shard(new ClipSpec.Value(0.25));
    push(shard, 0, 3, new float[] {0, 3, 30});
    push(shard, 1, 1, new float[] {0, 9, 10});
    assertThat(shard.weights(1)).endsWith(3, 10);
    assertThat(shard.weights(1)[0]).isNotEqualTo(4);
  }

  @Test
  void aStepWithoutWeightLeavesThem() {
    ShardHarness shard = shard(Trainings.NO_CLIP);
    push(shard, 0, 0, new float[3]);
    push(shard, 1, 0, new float[3]);
    assertThat(shard.weights(1)).endsWith(7, 8);
  }

  @Test
  void normsDoNotSeeThemAndClippingDoesNotScaleThem() {
    ShardHarness shard = shard(new ClipSpec.GlobalNorm(1));
    push(shard, 0, 1, new float[] {6, 1, 2});
    FakeConnection.Answer norms = push(shard, 1, 1, new float[] {4, 3, 4});
    assertThat(norms.type()).isEqualTo(FrameType.NORMS);
    assertThat(norms.doubles()).containsExactly(100, 0);
    shard.apply(worker, shard.partition.chunks().get(0), 0, 0, 100);
    assertThat(shard.weights(1)).endsWith(2, 3);
  }
}
