package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import org.junit.jupiter.api.Test;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Push;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree.Node;

/** Workers of the same JVM lend their gradients instead of sending copies. */
class LentGradientsTest {
  private static final int LENGTH = 3000;
  private static final int LEAVES = 8;
  private static final int STEPS = 3;

  @Test
  void makeTheSameWeightsAsCopies() {
    assertThat(train(true)).isEqualTo(train(false));
  }

  @Test
  void waitWhereTheyAre() {
    ShardHarness shard = shard(true);
    contribute(shard, 0, 0);
    assertThat(shard.shards.get(0).slotFloats()).isZero();
    contribute(shard, 0, 1);
    assertThat(shard.shards.get(0).slotFloats()).isEqualTo(LENGTH);
  }

  private static float[] train(boolean lend) {
    ShardHarness shard = shard(lend);
    for (int step = 0; step < STEPS; step++) {
      // Out of order, so that lent and summed contributions wait for both.
      for (int leaf : new int[] {4, 1, 2, 3, 0, 7, 6, 5}) {
        contribute(shard, step, leaf);
      }
    }
    return shard.weights(STEPS);
  }

  private static ShardHarness shard(boolean lend) {
    ShardHarness shard =
        new ShardHarness(
            Trainings.training(
                Trainings.segments(LENGTH),
                Trainings.update(Trainings.ADAM, 1e-3, Trainings.NO_CLIP),
                LEAVES,
                1),
            new float[LENGTH]);
    shard.payloads = new Payloads(PooledByteBufAllocator.DEFAULT, lend);
    return shard;
  }

  private static void contribute(ShardHarness shard, int step, int leaf) {
    float[] gradient = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      gradient[i] = (float) Math.sin(i + 7 * leaf + 31 * step);
    }
    Chunk chunk = shard.partition.chunks().get(0);
    shard.send(
        new FakeConnection("worker"),
        shard.header(FrameType.PUSH_PULL, chunk).setPush(push(step, leaf)).build(),
        gradient);
  }

  private static Push.Builder push(int step, int leaf) {
    return ShardHarness.push(new Node(0, leaf), step, 0);
  }
}
