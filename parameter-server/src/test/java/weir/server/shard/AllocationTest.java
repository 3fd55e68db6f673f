package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree.Node;

/** What a step costs in garbage once the memory is there. */
@ExtendWith(UnwatchedBuffers.class)
class AllocationTest {
  private static final Payloads PAYLOADS = new Payloads(PooledByteBufAllocator.DEFAULT, false);
  private static final int LENGTH = 64 * 1024;
  private static final int WARM_STEPS = 200;
  private static final int STEPS = 200;
  private static final long BYTES_PER_CHUNK_AND_STEP = 2048;

  @Test
  void twoWorkersCostUnderTwoKilobytesAChunkAStep() {
    ShardHarness shard =
        new ShardHarness(
            Trainings.training(
                Trainings.segments(LENGTH),
                Trainings.update(Trainings.ADAM, 1e-3, Trainings.NO_CLIP),
                2,
                1),
            new float[LENGTH]);
    SilentConnection connection = new SilentConnection();
    Payload payload = PAYLOADS.copy(new float[LENGTH], 0, LENGTH);
    Request[] requests = new Request[2 * (WARM_STEPS + STEPS)];
    Chunk chunk = shard.partition.chunks().get(0);
    for (int i = 0; i < requests.length; i++) {
      Node leaf = new Node(0, i % 2);
      Header header =
          shard
              .header(FrameType.PUSH_PULL, chunk)
              .setPush(ShardHarness.push(leaf, i / 2, 0))
              .build();
      requests[i] = new Request(connection, header);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 0; i < requests.length; i++) {
      if (i == 2 * WARM_STEPS) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      shard.shards.get(0).onRequest(requests[i], payload);
    }
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    payload.release();
    assertThat(connection.answers()).isEqualTo(requests.length);
    assertThat(bytes / STEPS).isPositive().isLessThan(BYTES_PER_CHUNK_AND_STEP);
  }
}
