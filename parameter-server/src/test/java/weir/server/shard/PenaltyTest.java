package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.partition.Chunk;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;

/** Penalties by group, after the division and after clipping; plain descent at rate 1/2. */
class PenaltyTest {

  private static float[] step(ClipSpec clip, List<PenaltySpec> groups, float[] gradient) {
    Segments segments =
        new Segments(
            List.of(new Segment("weight", 0, 3, 1, 0, 0), new Segment("bias", 3, 1, 1, 0, 1)));
    UpdateSpec update =
        new UpdateSpec(Trainings.SGD, 0.5, new ScheduleSpec.Constant(), clip, groups);
    ShardHarness shard =
        new ShardHarness(Trainings.training(segments, update, 1, 1), new float[] {4, -2, 0, 8});
    Chunk chunk = shard.partition.chunks().get(0);
    shard.pushPull(
        new FakeConnection("worker"),
        chunk,
        ShardHarness.push(new Node(0, 0), 0, 0).setWeight(2),
        gradient);
    return shard.weights(1);
  }

  @Test
  void l1MovesTowardsZeroByTheSign() {
    List<PenaltySpec> groups = List.of(new PenaltySpec(0.5, 0, 0), PenaltySpec.NONE);
    assertThat(step(Trainings.NO_CLIP, groups, new float[4])).containsExactly(3.75f, -1.75f, 0, 8);
  }

  @Test
  void l2MovesInProportion() {
    List<PenaltySpec> groups = List.of(new PenaltySpec(0, 0.5, 0), PenaltySpec.NONE);
    assertThat(step(Trainings.NO_CLIP, groups, new float[4])).containsExactly(3, -1.5f, 0, 8);
  }

  @Test
  void decoupledDecayShrinksBeforeTheUpdate() {
    List<PenaltySpec> groups = List.of(PenaltySpec.NONE, new PenaltySpec(0, 0, 0.5));
    float[] gradient = {0, 0, 0, 4};
    assertThat(step(Trainings.NO_CLIP, groups, gradient)).containsExactly(4, -2, 0, 5);
  }

  @Test
  void clippingByValueSeesTheMeanWithoutPenalties() {
    List<PenaltySpec> groups = List.of(new PenaltySpec(0, 0.5, 0), PenaltySpec.NONE);
    float[] gradient = {100, -100, 1, 3};
    assertThat(step(new ClipSpec.Value(1), groups, gradient))
        .containsExactly(2.5f, -1, -0.25f, 7.5f);
  }
}
