package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Connection;

/**
 * A worker of this JVM was interrupted but has not noticed, while the workers that were started
 * again go on: the weights that it was lent are another version's by now.
 */
class ZombieTest {
  private static final Node LEFT = new Node(0, 0);
  private static final Node RIGHT = new Node(0, 1);
  private static final TrainingSpec TRAINING =
      Trainings.training(
          Trainings.segments(3, 5), Trainings.update(Trainings.ADAM, 1, Trainings.NO_CLIP), 2, 1);
  private static final float[] ONES = {1, 1, 1, 1, 1, 1, 1, 1};

  private final ShardHarness shard = new ShardHarness(TRAINING, ONES);
  private final List<Chunk> chunks = shard.partition.chunks();
  private final Borrower zombie = new Borrower();

  /** Keeps what it is lent, and how it is refused. */
  private static final class Borrower implements Connection {
    private final List<float[]> lent = new ArrayList<>();
    private final List<Failure> refused = new ArrayList<>();

    @Override
    public void send(Header header, Payload payload) {
      if (header.getType() == FrameType.FAILED) {
        refused.add(header.getFailure());
      } else {
        assertThat(payload)
            .isInstanceOfSatisfying(Payload.Lent.class, slice -> lent.add(slice.array()));
      }
    }

    @Override
    public Payloads payloads() {
      return new Payloads(PooledByteBufAllocator.DEFAULT, true);
    }

    @Override
    public String peer() {
      return "zombie";
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {
      throw new IllegalStateException("a server has no reason to close this");
    }
  }

  /** To whom the answers matter no more. */
  private void others(Chunk chunk, long step, int incarnation, Node... nodes) {
    for (Node node : nodes) {
      FakeConnection worker = new FakeConnection("worker");
      shard.pushPull(worker, chunk, ShardHarness.push(node, step, incarnation), ONES);
    }
  }

  private void zombie(Chunk chunk, long step) {
    Header header =
        shard.header(FrameType.PUSH_PULL, chunk).setPush(ShardHarness.push(RIGHT, step, 1)).build();
    float[] gradient = ShardHarness.slice(ONES, chunk);
    Payload payload = zombie.payloads().lend(gradient, 0, gradient.length);
    shard.shards.get(0).onRequest(new Request(zombie, header), payload);
  }

  @Test
  void contributesNothingOfWhatItReadsWhereItsWeightsWere() {
    for (Chunk chunk : chunks) {
      zombie(chunk, 0);
      others(chunk, 0, 1, LEFT);
    }
    float[] before = zombie.lent.get(0).clone();

    // Nobody contributes to step 2 before all chunks have applied step 1: all know incarnation 2.
    chunks.forEach(chunk -> others(chunk, 1, 2, LEFT, RIGHT));
    assertThat(zombie.lent.get(0)).containsExactly(before);
    others(chunks.get(0), 2, 2, LEFT, RIGHT);
    assertThat(zombie.lent.get(0)).doesNotContain(before);

    float[] untouched = shard.weights(2);
    for (Chunk chunk : chunks) {
      zombie(chunk, 1);
      zombie(chunk, 2);
    }
    assertThat(zombie.refused).hasSize(4).containsOnly(Failure.STALE_INCARNATION);
    assertThat(shard.weights(2)).containsExactly(untouched);
    others(chunks.get(1), 2, 2, LEFT, RIGHT);
    assertThat(shard.completedVersion()).isEqualTo(3);
  }
}
