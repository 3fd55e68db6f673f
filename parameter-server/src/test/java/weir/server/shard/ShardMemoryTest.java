package weir.server.shard;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.AverageSpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;

/** What a real shard holds, by the JVM's own count, against what was reserved for it. */
@ExtendWith(UnwatchedBuffers.class)
class ShardMemoryTest {
  private static final int LENGTH = 8 * 64 * 1024 + 5000;
  private static final OptimizerSpec LAMB = OptimizerSpec.Lamb.DEFAULT;

  @ParameterizedTest
  @CsvSource({
    "sgd,1,false",
    "sgd,2,false",
    "adam,2,false",
    "adam,2,true",
    "adam,4,false",
    "adam,8,false",
    "adam,8,true",
    "adam,16,false",
    "adam,16,true",
    "lamb,8,false",
    "average,4,false"
  })
  void holdsAtMostWhatIsReservedAndNotMuchLess(String kind, int workers, boolean lends) {
    TrainingSpec training =
        Trainings.training(Trainings.segments(LENGTH), update(kind), workers, 1);
    held(training, lends); // classes are loaded
    long held = held(training, lends);
    List<Chunk> chunks = training.partition().chunks();
    long reserved = ShardMemory.of(training, chunks, 1, lends).heapBytes();
    assertThat(held).isLessThanOrEqualTo(reserved);
    assertThat((double) held).isGreaterThan(0.95 * reserved);
  }

  @Test
  void isMoreThanWithASingleContributionThatWaits() {
    TrainingSpec training = Trainings.training(Trainings.segments(LENGTH), update("adam"), 16, 1);
    assertThat(held(training, false)).isGreaterThan((2 + 2 + 1 + 5) * Float.BYTES * (long) LENGTH);
  }

  private static UpdateSpec update(String kind) {
    OptimizerSpec optimizer =
        switch (kind) {
          case "sgd" -> Trainings.SGD;
          case "lamb" -> LAMB;
          default -> Trainings.ADAM;
        };
    UpdateSpec plain = Trainings.update(optimizer, 1e-3, Trainings.NO_CLIP);
    return kind.equals("average")
        ? new UpdateSpec(
            plain.optimizer(),
            plain.schedule(),
            plain.clip(),
            plain.groups(),
            new AverageSpec(AverageSpec.Kind.EMA, 0.9, 0))
        : plain;
  }

  /** Bytes of the shard and of the first step, less what is garbage in the second as well. */
  private static long held(TrainingSpec training, boolean lends) {
    Payloads payloads = new Payloads(PooledByteBufAllocator.DEFAULT, lends);
    List<Chunk> chunks = training.partition().chunks();
    List<Payload> floats =
        chunks.stream()
            .map(chunk -> payloads.lend(new float[chunk.length()], 0, chunk.length()))
            .toList();
    List<List<Request>> steps =
        IntStream.range(0, 2).mapToObj(step -> requests(training, chunks, step, lends)).toList();
    List<Request> init =
        chunks.stream().map(chunk -> request(chunk, header(FrameType.INIT_CHUNK))).toList();
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadAllocatedBytes();
    TrainingShard shard =
        new TrainingShard(
            training,
            chunks,
            List.of(ImmediateEventExecutor.INSTANCE),
            new ShardCounters(),
            System::nanoTime);
    send(shard, init, floats);
    send(shard, steps.get(0), floats);
    long first = threads.getCurrentThreadAllocatedBytes();
    send(shard, steps.get(1), floats);
    long second = threads.getCurrentThreadAllocatedBytes();
    assertThat(shard.completedVersion()).isEqualTo(2);
    floats.forEach(Payload::release);
    return first - begin - (second - first);
  }

  private static void send(TrainingShard shard, List<Request> requests, List<Payload> floats) {
    for (Request request : requests) {
      boolean bare = request.header().getType() == FrameType.APPLY;
      shard.onRequest(request, bare ? Payload.NONE : floats.get(request.header().getChunk()));
    }
  }

  /**
   * To all chunks first what none of is added up to a larger sum: of each pair of virtual workers
   * one, or of pairs that are lent every other pair; then the rest.
   */
  private static List<Request> requests(
      TrainingSpec training, List<Chunk> chunks, int step, boolean lends) {
    List<Request> requests = new ArrayList<>();
    int bit = lends ? 2 : 1;
    Comparator<Integer> worst = Comparator.comparing(leaf -> leaf & bit);
    IntStream.range(0, training.virtualWorkers())
        .boxed()
        .sorted(worst)
        .forEach(
            leaf -> {
              for (Chunk chunk : chunks) {
                Push.Builder push = ShardHarness.push(new Node(0, leaf), step, 0);
                requests.add(request(chunk, header(FrameType.PUSH_PULL).setPush(push)));
              }
            });
    if (!training.update().phases().isEmpty()) {
      for (Chunk chunk : chunks) {
        Header.Builder apply = header(FrameType.APPLY).setVersion(step + 1L);
        requests.add(request(chunk, apply.addSums(1).addSums(1)));
      }
    }
    return requests;
  }

  private static Header.Builder header(FrameType type) {
    return Header.newBuilder().setType(type);
  }

  private static Request request(Chunk chunk, Header.Builder header) {
    return new Request(new SilentConnection(), header.setChunk(chunk.index()).build());
  }
}
