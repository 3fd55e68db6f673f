package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.UpdateSpec;

/** Updates by group: penalties after the division and after clipping; plain descent at rate 1/2. */
class PenaltyTest {
  private static final Segments SEGMENTS =
      new Segments(
          List.of(
              new Segment("weight", 0, 3, 1, 2, 0, 0, Segment.Rule.OPTIMIZE),
              new Segment("bias", 3, 1, 1, 1, 0, 1, Segment.Rule.OPTIMIZE)));

  private static float[] step(ClipSpec clip, List<PenaltySpec> groups, float[] gradient) {
    List<GroupUpdate> updates =
        groups.stream().map(penalty -> new GroupUpdate(0.5, false, penalty)).toList();
    return step(
        new UpdateSpec(Trainings.SGD, new ScheduleSpec.Constant(), clip, updates), gradient);
  }

  private static float[] step(UpdateSpec update, float[] gradient) {
    ShardHarness shard =
        new ShardHarness(Trainings.training(SEGMENTS, update, 1, 1), new float[] {4, -2, 0, 8});
    Chunk chunk = shard.partition.chunks().get(0);
    shard.pushPull(
        new FakeConnection("worker"),
        chunk,
        ShardHarness.push(new Node(0, 0), 0, 0).setWeight(2),
        gradient);
    return shard.weights(1);
  }

  @Test
  void aGroupHasItsOwnBaseRateOnTheSharedSchedule() {
    UpdateSpec update =
        new UpdateSpec(
            Trainings.SGD,
            new ScheduleSpec.Warmup(2, 0.25, new ScheduleSpec.Constant()),
            Trainings.NO_CLIP,
            List.of(GroupUpdate.of(0.5), GroupUpdate.of(4)));
    assertThat(step(update, new float[] {8, 8, 8, 8})).containsExactly(3, -3, -1, 7);
  }

  @Test
  void theRateIsScaledFromTheNextStepOnAndFromNoOther() {
    GroupUpdate group = GroupUpdate.of(0.5);
    UpdateSpec update =
        new UpdateSpec(
            Trainings.SGD, new ScheduleSpec.Constant(), Trainings.NO_CLIP, List.of(group, group));
    ShardHarness shard =
        new ShardHarness(Trainings.training(SEGMENTS, update, 1, 1), new float[] {4, -2, 0, 8});
    FakeConnection driver = new FakeConnection("driver");
    Chunk chunk = shard.partition.chunks().get(0);
    Header.Builder scale = shard.header(FrameType.SCALE_RATE, chunk).setRateFactor(0.25);
    shard.send(driver, scale.setVersion(1).build(), new float[0]);
    assertThat(driver.only().header().getFailure()).isEqualTo(Failure.STALE_STEP);
    shard.send(driver, scale.setVersion(0).build(), new float[0]);
    assertThat(driver.only().type()).isEqualTo(FrameType.ACCEPTED);
    shard.pushPull(
        new FakeConnection("worker"),
        chunk,
        ShardHarness.push(new Node(0, 0), 0, 0).setWeight(1),
        new float[] {8, 8, 8, 8});
    assertThat(shard.weights(1)).containsExactly(3, -3, -1, 7);
  }

  @Test
  void whatIsFrozenNeitherMovesNorDecaysNorCountsInTheNorm() {
    GroupUpdate frozen = new GroupUpdate(0.5, true, new PenaltySpec(1, 1, 1));
    UpdateSpec update =
        new UpdateSpec(
            Trainings.SGD,
            new ScheduleSpec.Constant(),
            new ClipSpec.GlobalNorm(1e9),
            List.of(GroupUpdate.of(0.5), frozen));
    ShardHarness shard =
        new ShardHarness(
            Trainings.training(SEGMENTS, update, 1, 1), new float[] {4, -2, 0, Float.MIN_VALUE});
    FakeConnection worker = new FakeConnection("worker");
    Chunk chunk = shard.partition.chunks().get(0);
    float[] gradient = {4, 4, 4, Float.NaN};
    shard.pushPull(worker, chunk, ShardHarness.push(new Node(0, 0), 0, 0).setWeight(2), gradient);
    assertThat(worker.only().doubles()).containsExactly(48, 0);
    shard.apply(worker, chunk, 0, 0, 48);
    assertThat(shard.weights(1)).containsExactly(3, -3, -1, Float.MIN_VALUE);
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
