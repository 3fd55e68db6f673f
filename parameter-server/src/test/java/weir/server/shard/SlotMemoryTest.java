package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import weir.proto.partition.SumTree;
import weir.proto.partition.SumTree.Node;

/** How much memory waiting contributions take. */
class SlotMemoryTest {
  private static final int LENGTH = 1500;

  @Property(tries = 100)
  void atMostHalfTheWorkersWaitInAnyOrderOfArrival(
      @ForAll long seed, @ForAll @IntRange(max = 5) int level) {
    int leaves = 1 << level;
    ShardHarness shard =
        new ShardHarness(
            Trainings.training(
                Trainings.segments(LENGTH),
                Trainings.update(Trainings.SGD, 1, Trainings.NO_CLIP),
                leaves,
                1),
            new float[LENGTH]);
    Random random = new Random(seed);
    FakeConnection worker = new FakeConnection("worker");
    for (int step = 0; step < 3; step++) {
      for (int leaf : random.ints(0, leaves).distinct().limit(leaves).toArray()) {
        shard.pushPull(
            worker,
            shard.partition.chunks().get(0),
            ShardHarness.push(new Node(0, leaf), step, 0),
            new float[LENGTH]);
      }
    }
    assertThat(shard.weights(3)).hasSize(LENGTH);
    // One more is what two of them are added into, whatever the number of chunks.
    assertThat(shard.slotFloats()).isLessThanOrEqualTo((leaves / 2 + 1L) * LENGTH);
  }

  @Property(tries = 20)
  void aSingleWorkerNeedsNoSlot(@ForAll @IntRange(max = 5) int level) {
    int leaves = 1 << level;
    ShardHarness shard =
        new ShardHarness(
            Trainings.training(
                Trainings.segments(LENGTH),
                Trainings.update(Trainings.ADAM, 1, Trainings.NO_CLIP),
                leaves,
                1),
            new float[LENGTH]);
    shard.pushPull(
        new FakeConnection("worker"),
        shard.partition.chunks().get(0),
        ShardHarness.push(new SumTree(leaves).root(), 0, 0),
        new float[LENGTH]);
    assertThat(shard.weights(1)).hasSize(LENGTH);
    assertThat(shard.slotFloats()).isZero();
  }
}
