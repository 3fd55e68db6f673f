package weir.proto.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.message.TrainingMessage;
import weir.proto.partition.Chunk;
import weir.proto.partition.RangePartition;
import weir.proto.spec.SpecCodec;
import weir.proto.spec.TrainingId;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.FrameClient;
import weir.proto.transport.FrameClient.Outbound;

/** The client over connections: cuts units into chunks, one request each. */
final class RemoteParameterClient implements ParameterClient {
  private final ClientSpec spec;
  private final ShardLinks links;
  private final RangePartition partition;
  private final long training;
  private final ClientMeter meter = new ClientMeter();
  private volatile NormStep normStep;

  RemoteParameterClient(ClientSpec spec, ShardLinks links) {
    this.spec = spec;
    this.links = links;
    this.partition = new RangePartition(spec.segments(), links.shards());
    this.training = TrainingId.of(spec.jobId());
  }

  @Override
  public CompletableFuture<Void> init(TrainingSpec created, float[] weights) {
    checkLength("weights", weights);
    TrainingMessage message = SpecCodec.encode(created);
    Gathering<Void> gathering = new Gathering<>(links.shards() + partition.chunks().size());
    for (int shard = 0; shard < links.shards(); shard++) {
      Header.Builder header = header(FrameType.INIT, shard).setInit(message);
      askShard(header, new ShardReply(FrameType.INIT, shard, gathering, answer -> {}));
    }
    Header.Builder first = header(FrameType.INIT_CHUNK, 0);
    for (Chunk chunk : partition.chunks()) {
      ChunkReply reply = new AcceptedReply(FrameType.INIT_CHUNK, chunk, 0, gathering, meter);
      if (!send(first, chunk, weights, Payloads::copy, reply)) {
        break;
      }
    }
    return gathering.future();
  }

  @Override
  public CompletableFuture<Long> completedVersion() {
    AtomicLong least = new AtomicLong(Long.MAX_VALUE);
    int owners = 0;
    for (int shard = 0; shard < links.shards(); shard++) {
      owners += partition.chunksOfShard(shard).isEmpty() ? 0 : 1;
    }
    Gathering<Long> gathering =
        new Gathering<>(owners) {
          @Override
          Long result() {
            return least.get();
          }
        };
    Consumer<Header> use = answer -> least.accumulateAndGet(answer.getVersion(), Math::min);
    for (int shard = 0; shard < links.shards(); shard++) {
      if (!partition.chunksOfShard(shard).isEmpty()) {
        askShard(
            header(FrameType.STATUS, shard),
            new ShardReply(FrameType.STATUS, shard, gathering, use));
      }
    }
    return gathering.future();
  }

  @Override
  public CompletableFuture<Void> pull(long version, float[] weights) {
    return pull(header(FrameType.PULL, 0).setVersion(version), version, weights);
  }

  @Override
  public CompletableFuture<Void> pullAverage(long version, float[] average) {
    return pull(header(FrameType.PULL, 0).setVersion(version).setAverage(true), version, average);
  }

  private CompletableFuture<Void> pull(Header.Builder header, long version, float[] weights) {
    checkLength("weights", weights);
    Gathering<Void> gathering = new Gathering<>(partition.chunks().size());
    for (Chunk chunk : partition.chunks()) {
      FrameClient link = links.of(chunk.shard());
      ChunkReply reply = new WeightsReply(chunk, version, gathering, weights, meter);
      long credit = (long) chunk.length() * Float.BYTES;
      if (!awaitCredit(link, credit, reply)) {
        break;
      }
      Outbound none = new Outbound(Payload.NONE, credit, chunk.unit());
      link.request(at(header, chunk), none, reply, spec.replyMillis());
    }
    return gathering.future();
  }

  @Override
  public CompletableFuture<Void> scaleRate(long step, double factor) {
    Gathering<Void> gathering = new Gathering<>(partition.chunks().size());
    Header.Builder header = header(FrameType.SCALE_RATE, 0).setVersion(step).setRateFactor(factor);
    for (Chunk chunk : partition.chunks()) {
      ChunkReply reply = new AcceptedReply(FrameType.SCALE_RATE, chunk, step, gathering, meter);
      Outbound none = new Outbound(Payload.NONE, 0, chunk.unit());
      links.of(chunk.shard()).request(at(header, chunk), none, reply, spec.replyMillis());
    }
    return gathering.future();
  }

  @Override
  public CompletableFuture<Void> push(Contribution contribution, int unit, float[] gradient) {
    List<Chunk> chunks = chunksOf(unit, gradient);
    Gathering<Void> gathering = new Gathering<>(chunks.size());
    Header.Builder header = header(FrameType.PUSH, 0).setPush(push(contribution));
    for (Chunk chunk : chunks) {
      ChunkReply reply =
          new AcceptedReply(FrameType.PUSH, chunk, contribution.step(), gathering, meter);
      if (!send(header, chunk, gradient, Payloads::copy, reply)) {
        break;
      }
    }
    return gathering.future();
  }

  @Override
  public Exchange exchange(Contribution contribution, int unit, float[] gradient, float[] weights) {
    checkLength("weights", weights);
    List<Chunk> chunks = chunksOf(unit, gradient);
    long step = contribution.step();
    NormStep norms = spec.twoPhase() ? normStep(step) : null;
    StepGathering gathering = new StepGathering(chunks.size(), weights);
    Header.Builder header = header(FrameType.PUSH_PULL, 0).setPush(push(contribution));
    return new Exchange() {
      private int sent;

      @Override
      public void send(int end) {
        while (sent < chunks.size() && chunks.get(sent).end() <= end) {
          Chunk chunk = chunks.get(sent++);
          ChunkReply reply =
              norms == null
                  ? new WeightsReply(FrameType.PUSH_PULL, chunk, step, gathering, meter)
                  : norms.expect(chunk, gathering, meter);
          if (!RemoteParameterClient.this.send(header, chunk, gradient, Payloads::lend, reply)) {
            sent = chunks.size();
          }
        }
      }

      @Override
      public CompletableFuture<StepTotals> weights() {
        return gathering.future();
      }
    };
  }

  /** The step in progress, or a new one: a step of another number, or one that is over. */
  private NormStep normStep(long step) {
    NormStep current = normStep;
    if (current == null || current.step() != step || current.isComplete()) {
      int window = (int) Math.max(1, spec.creditBytes() / (RangePartition.CHUNK * Float.BYTES));
      current = new NormStep(step, partition, window, this::apply);
      normStep = current;
    }
    return current;
  }

  private void apply(Chunk chunk, long step, double norm, ChunkReply reply) {
    Header.Builder header =
        at(header(FrameType.APPLY, 0), chunk).setVersion(step + 1).setNorm(norm);
    links.of(chunk.shard()).request(header, Outbound.EMPTY, reply, spec.replyMillis());
  }

  /** Of a slice that may change after the call, or rests until the answer. */
  private interface Packing {
    Payload pack(Payloads payloads, float[] source, int offset, int length);
  }

  /**
   * Sends one chunk; {@code header} serves all chunks of a call. False when it cannot go on; then
   * {@code reply} has failed.
   */
  private boolean send(
      Header.Builder header, Chunk chunk, float[] source, Packing packing, ChunkReply reply) {
    FrameClient link = links.of(chunk.shard());
    int bytes = chunk.length() * Float.BYTES;
    if (!awaitCredit(link, bytes, reply)) {
      return false;
    }
    long begin = System.nanoTime();
    Payload payload = packing.pack(link.payloads(), source, chunk.offset(), chunk.length());
    Outbound body = new Outbound(payload, bytes, chunk.unit());
    link.request(at(header, chunk), body, reply, spec.replyMillis());
    meter.add(Phase.PUSH, System.nanoTime() - begin);
    return true;
  }

  private boolean awaitCredit(FrameClient link, long bytes, ChunkReply reply) {
    try {
      link.awaitCredit(bytes, spec.replyMillis());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      reply.onFailure(
          new ParameterException(
              Code.INTERRUPTED,
              link.peer() + ": " + reply.what() + ": interrupted while waiting for credit",
              interrupted));
    } catch (ParameterException failure) {
      reply.onFailure(
          new ParameterException(
              failure.code(), failure.getMessage() + " (" + reply.what() + ")", failure));
    }
    return false;
  }

  private void askShard(Header.Builder header, ShardReply reply) {
    links.of(header.getShard()).request(header, Outbound.EMPTY, reply, spec.replyMillis());
  }

  private Header.Builder header(FrameType type, int shard) {
    return Header.newBuilder().setType(type).setTraining(training).setShard(shard);
  }

  private static Header.Builder at(Header.Builder header, Chunk chunk) {
    return header.setShard(chunk.shard()).setChunk(chunk.index());
  }

  private static Push push(Contribution contribution) {
    return Push.newBuilder()
        .setStep(contribution.step())
        .setLevel(contribution.node().level())
        .setIndex(contribution.node().index())
        .setIncarnation(contribution.incarnation())
        .setWeight(contribution.weight())
        .setLoss(contribution.loss())
        .build();
  }

  private List<Chunk> chunksOf(int unit, float[] gradient) {
    checkLength("gradient", gradient);
    List<Chunk> chunks = partition.chunksOfUnit(unit);
    if (chunks.isEmpty()) {
      throw new IllegalArgumentException("unit=" + unit + " (expected: one with parameters)");
    }
    return chunks;
  }

  private void checkLength(String name, float[] array) {
    if (array.length < spec.segments().length()) {
      throw new IllegalArgumentException(
          name
              + ".length="
              + array.length
              + " (expected: "
              + spec.segments().length()
              + ", the flat vector)");
    }
  }

  @Override
  public Traffic traffic() {
    return meter.traffic(links);
  }

  @Override
  public long phaseNanos(Phase phase) {
    return meter.nanos(phase);
  }

  @Override
  public CompletableFuture<Void> drop() {
    Gathering<Void> gathering = new Gathering<>(links.shards());
    for (int shard = 0; shard < links.shards(); shard++) {
      askShard(
          header(FrameType.DROP, shard),
          new ShardReply(FrameType.DROP, shard, gathering, answer -> {}));
    }
    return gathering.future();
  }

  @Override
  public void close() {
    NormStep current = normStep;
    links.close();
    if (current != null) {
      current.fail(new ParameterException(Code.CONNECTION, "the client was closed"));
    }
  }
}
