package weir.server.shard;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import weir.proto.client.ParameterException;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.partition.Chunk;
import weir.proto.partition.RangePartition;
import weir.proto.partition.SumTree.Node;
import weir.proto.spec.TrainingSpec;

/** All shards of a training in one thread, with time in the test's hand. */
final class ShardHarness {
  final TrainingSpec training;
  final RangePartition partition;
  final ShardCounters counters = new ShardCounters();
  final List<TrainingShard> shards = new ArrayList<>();
  long nanos;
  LongSupplier clock = () -> nanos;

  /** How requests travel; answers are always copied. */
  Payloads payloads = new Payloads(PooledByteBufAllocator.DEFAULT, false);

  private long request;

  ShardHarness(TrainingSpec training, float[] initial) {
    this.training = training;
    this.partition = training.partition();
    for (int shard = 0; shard < training.shards(); shard++) {
      shards.add(
          new TrainingShard(
              training,
              partition.chunksOfShard(shard),
              List.of(ImmediateEventExecutor.INSTANCE),
              counters,
              () -> clock.getAsLong()));
    }
    FakeConnection driver = new FakeConnection("driver");
    for (Chunk chunk : partition.chunks()) {
      send(driver, header(FrameType.INIT_CHUNK, chunk).build(), slice(initial, chunk));
      driver.only();
    }
  }

  Header.Builder header(FrameType type, Chunk chunk) {
    return Header.newBuilder()
        .setType(type)
        .setRequest(++request)
        .setShard(chunk.shard())
        .setChunk(chunk.index());
  }

  static Push.Builder push(Node node, long step, int incarnation) {
    return Push.newBuilder()
        .setLevel(node.level())
        .setIndex(node.index())
        .setStep(step)
        .setIncarnation(incarnation)
        .setWeight(1);
  }

  /** Delivers a frame; a failure becomes its answer, as the transport does it. */
  void send(FakeConnection from, Header header, float[] floats) {
    Payload payload = floats.length == 0 ? Payload.NONE : payloads.lend(floats, 0, floats.length);
    send(from, header, payload);
  }

  /** The same; the payload is released. */
  void send(FakeConnection from, Header header, Payload payload) {
    Request request = new Request(from, header);
    try {
      shards.get(header.getShard()).onRequest(request, payload);
    } catch (ParameterException failure) {
      request.fail(failure.code(), failure.getMessage());
    } finally {
      payload.release();
      if (payload.bytes() > 0
          && payload instanceof Payload.Bytes bytes
          && bytes.buffer().refCnt() != 0) {
        throw new AssertionError("payload kept by " + header);
      }
    }
  }

  void pushPull(FakeConnection from, Chunk chunk, Push.Builder push, float[] gradient) {
    send(from, header(FrameType.PUSH_PULL, chunk).setPush(push).build(), slice(gradient, chunk));
  }

  /** What a phase of step {@code step} came to. */
  void apply(FakeConnection from, Chunk chunk, long step, int phase, double... sums) {
    Header.Builder header = header(FrameType.APPLY, chunk).setVersion(step + 1).setPhase(phase);
    Arrays.stream(sums).forEach(header::addSums);
    send(from, header.build(), new float[0]);
  }

  /** All weights of one version, which must be there. */
  float[] weights(long version) {
    return pull(version, false);
  }

  /** The average of all weights up to one version, which must be there. */
  float[] average(long version) {
    return pull(version, true);
  }

  private float[] pull(long version, boolean average) {
    FakeConnection reader = new FakeConnection("reader");
    float[] weights = new float[training.segments().length()];
    for (Chunk chunk : partition.chunks()) {
      send(
          reader,
          header(FrameType.PULL, chunk).setVersion(version).setAverage(average).build(),
          new float[0]);
      FakeConnection.Answer answer = reader.only();
      if (answer.type() != FrameType.WEIGHTS || answer.header().getVersion() != version) {
        throw new AssertionError("pull of version " + version + ": " + answer.header());
      }
      System.arraycopy(answer.floats(), 0, weights, chunk.offset(), chunk.length());
    }
    return weights;
  }

  long completedVersion() {
    return shards.stream().mapToLong(TrainingShard::completedVersion).min().orElseThrow();
  }

  /** Floats of all slots for waiting contributions that were ever needed at once. */
  long slotFloats() {
    return shards.stream().mapToLong(TrainingShard::slotFloats).sum();
  }

  /** Time passes, then every shard looks at its deadlines. */
  void checkDeadlinesAfterMillis(long millis) {
    nanos += millis * 1_000_000;
    shards.forEach(shard -> shard.checkDeadlines(nanos));
  }

  void close(FakeConnection connection) {
    connection.close();
    shards.forEach(shard -> shard.onClose(connection));
  }

  static float[] slice(float[] vector, Chunk chunk) {
    return Arrays.copyOfRange(vector, chunk.offset(), chunk.end());
  }
}
