package weir.proto.client;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;
import weir.proto.message.TrainingMessage;
import weir.proto.partition.Chunk;
import weir.proto.partition.RangePartition;
import weir.proto.partition.TableRows;
import weir.proto.spec.SpecCodec;
import weir.proto.spec.TrainingSpec;

/** The client over connections: cuts units into chunks, one request each. */
final class RemoteParameterClient implements ParameterClient {
  private final ClientSpec spec;
  private final ShardLinks links;
  private final RangePartition partition;
  private final ClientMeter meter;
  private final ShardRequests requests;
  private final TableRequests tables;
  private volatile NormStep normStep;

  RemoteParameterClient(ClientSpec spec, ShardLinks links) {
    this.spec = spec;
    this.links = links;
    this.partition = spec.partition();
    this.meter = new ClientMeter(partition);
    this.requests = new ShardRequests(spec, links, meter);
    this.tables = new TableRequests(partition, requests, meter);
  }

  @Override
  public CompletableFuture<Void> init(TrainingSpec created, float[] weights) {
    checkLength("weights", weights, partition.length());
    TrainingMessage message = SpecCodec.encode(created);
    Gathering<Void> gathering = new Gathering<>(links.shards() + partition.chunks().size());
    for (int shard = 0; shard < links.shards(); shard++) {
      Header.Builder header = requests.header(FrameType.INIT, shard).setInit(message);
      requests.ask(header, new ShardReply(FrameType.INIT, shard, gathering, answer -> {}));
    }
    Header.Builder first = requests.header(FrameType.INIT_CHUNK, 0);
    for (Chunk chunk : partition.chunks()) {
      ChunkReply reply = new AcceptedReply(FrameType.INIT_CHUNK, chunk, 0, gathering);
      if (!send(first, reply, weights, chunk.offset())) {
        break;
      }
    }
    return gathering.future();
  }

  @Override
  public CompletableFuture<Completed> completed() {
    AtomicReference<Header> least = new AtomicReference<>();
    int owners = 0;
    for (int shard = 0; shard < links.shards(); shard++) {
      owners += partition.chunksOfShard(shard).isEmpty() ? 0 : 1;
    }
    Gathering<Completed> gathering =
        new Gathering<>(owners) {
          @Override
          Completed result() {
            Totals totals = least.get().getTotals();
            return new Completed(
                least.get().getVersion(), totals.getEpochWeight(), totals.getEpochLoss());
          }
        };
    Consumer<Header> use = answer -> least.accumulateAndGet(answer, RemoteParameterClient::earlier);
    for (int shard = 0; shard < links.shards(); shard++) {
      if (!partition.chunksOfShard(shard).isEmpty()) {
        requests.ask(
            requests.header(FrameType.STATUS, shard),
            new ShardReply(FrameType.STATUS, shard, gathering, use));
      }
    }
    return gathering.future();
  }

  /** The answer of the shard that is behind; of two alike the one that knows the sums. */
  private static Header earlier(Header one, Header other) {
    if (one == null || one.getVersion() != other.getVersion()) {
      return one == null || other.getVersion() < one.getVersion() ? other : one;
    }
    return one.hasTotals() ? one : other;
  }

  @Override
  public CompletableFuture<Void> pull(long version, float[] weights) {
    checkLength("weights", weights, partition.length());
    Header.Builder header = requests.header(FrameType.PULL, 0).setVersion(version);
    return pull(header, weights, partition.chunks(), Chunk::offset);
  }

  @Override
  public CompletableFuture<Void> pullAverage(long version, float[] average) {
    checkLength("average", average, partition.length());
    Header.Builder header = requests.header(FrameType.PULL, 0).setVersion(version).setAverage(true);
    return pull(header, average, partition.chunks(), Chunk::offset);
  }

  @Override
  public CompletableFuture<Void> pullDense(long version, float[] weights) {
    checkLength("weights", weights, partition.denseLength());
    Header.Builder header = requests.header(FrameType.PULL, 0).setVersion(version);
    return pull(header, weights, partition.denseChunks(), partition::denseOffset);
  }

  private CompletableFuture<Void> pull(
      Header.Builder header, float[] weights, List<Chunk> chunks, ToIntFunction<Chunk> offset) {
    Gathering<Void> gathering = new Gathering<>(chunks.size());
    for (Chunk chunk : chunks) {
      WeightsReply.Into into = new WeightsReply.Into(weights, offset.applyAsInt(chunk), meter);
      ChunkReply reply = new WeightsReply(chunk, header.getVersion(), gathering, into);
      if (!requests.send(header, reply, bytes(chunk), link -> Payload.NONE)) {
        break;
      }
    }
    return gathering.future();
  }

  @Override
  public CompletableFuture<Void> scaleRate(long step, double factor) {
    List<Chunk> chunks = partition.learningChunks();
    Gathering<Void> gathering = new Gathering<>(chunks.size());
    Header.Builder header =
        requests.header(FrameType.SCALE_RATE, 0).setVersion(step).setRateFactor(factor);
    for (Chunk chunk : chunks) {
      ChunkReply reply = new AcceptedReply(FrameType.SCALE_RATE, chunk, step, gathering);
      if (!requests.send(header, reply, 0, link -> Payload.NONE)) {
        break;
      }
    }
    return gathering.future();
  }

  @Override
  public CompletableFuture<Void> push(Contribution contribution, int unit, float[] gradient) {
    List<Chunk> chunks = chunksOf(unit, gradient);
    Gathering<Void> gathering = new Gathering<>(chunks.size());
    Header.Builder header =
        requests.header(FrameType.PUSH, 0).setPush(ShardRequests.push(contribution));
    for (Chunk chunk : chunks) {
      ChunkReply reply =
          new PushedReply(FrameType.PUSH, chunk, contribution.step(), gathering, meter);
      if (!send(header, reply, gradient, partition.denseOffset(chunk))) {
        break;
      }
    }
    return gathering.future();
  }

  @Override
  public Exchange exchange(Contribution contribution, int unit, float[] gradient, float[] weights) {
    checkLength("weights", weights, partition.denseLength());
    return new UnitExchange(contribution, chunksOf(unit, gradient), gradient, weights);
  }

  private final class UnitExchange implements Exchange {
    private final long step;
    private final List<Chunk> chunks;
    private final float[] gradient;
    private final float[] weights;
    private final StepGathering gathering;
    private final NormStep norms;
    private final Header.Builder header;
    private int sent;

    UnitExchange(Contribution contribution, List<Chunk> chunks, float[] gradient, float[] weights) {
      this.step = contribution.step();
      this.chunks = chunks;
      this.gradient = gradient;
      this.weights = weights;
      this.gathering = new StepGathering(chunks.size(), weights);
      this.norms = spec.phases().isEmpty() ? null : normStep(step);
      this.header =
          requests.header(FrameType.PUSH_PULL, 0).setPush(ShardRequests.push(contribution));
    }

    @Override
    public void send(int end) {
      while (sent < chunks.size()) {
        Chunk chunk = chunks.get(sent);
        int offset = partition.denseOffset(chunk);
        if (offset + chunk.length() > end) {
          return;
        }
        sent++;
        if (!requests.send(header, reply(chunk, offset), bytes(chunk), lent(chunk, offset))) {
          sent = chunks.size();
        }
      }
    }

    private ChunkReply reply(Chunk chunk, int offset) {
      if (norms != null) {
        return norms.expect(chunk, gathering, meter);
      }
      WeightsReply.Into into = new WeightsReply.Into(weights, offset, meter);
      return new WeightsReply(FrameType.PUSH_PULL, chunk, step, gathering, into);
    }

    private ShardRequests.Packing lent(Chunk chunk, int offset) {
      return link -> link.payloads().lend(gradient, offset, chunk.length());
    }

    @Override
    public CompletableFuture<StepTotals> weights() {
      return gathering.future();
    }

    @Override
    public void take() {
      long begin = System.nanoTime();
      gathering.take();
      meter.add(Phase.PULL, System.nanoTime() - begin);
    }
  }

  @Override
  public CompletableFuture<Void> pushRows(Contribution contribution, int unit, TableRows rows) {
    return tables.push(contribution, unit, rows);
  }

  @Override
  public CompletableFuture<Void> pullRows(long version, int unit, TableRows rows) {
    return tables.pull(version, unit, rows);
  }

  /** The step in progress, or a new one: a step of another number, or one that is over. */
  private NormStep normStep(long step) {
    NormStep current = normStep;
    if (current == null || current.step() != step || current.isPushed()) {
      // Weights on their way back at once: what a connection's credit holds of full chunks.
      int window = (int) Math.max(1, spec.creditBytes() / (RangePartition.CHUNK * Float.BYTES));
      current =
          new NormStep(step, new NormStep.Plan(partition, spec.phases(), window, this::apply));
      normStep = current;
    }
    return current;
  }

  private void apply(Chunk chunk, NormStep.Sums sums, ChunkReply reply) {
    Header.Builder header = ShardRequests.at(requests.header(FrameType.APPLY, 0), chunk);
    header.setVersion(sums.step() + 1).setPhase(sums.phase());
    for (double value : sums.values()) {
      header.addSums(value);
    }
    requests.ask(header, reply);
  }

  private static long bytes(Chunk chunk) {
    return (long) chunk.length() * Float.BYTES;
  }

  /** Sends floats of a chunk as they are now. */
  private boolean send(Header.Builder header, ChunkReply reply, float[] source, int offset) {
    Chunk chunk = reply.chunk();
    return requests.send(
        header, reply, bytes(chunk), link -> link.payloads().copy(source, offset, chunk.length()));
  }

  private List<Chunk> chunksOf(int unit, float[] gradient) {
    checkLength("gradient", gradient, partition.denseLength());
    List<Chunk> chunks = partition.learningChunksOfUnit(unit);
    if (chunks.isEmpty()) {
      throw new IllegalArgumentException("unit=" + unit + " (expected: one that learns)");
    }
    return chunks;
  }

  private static void checkLength(String name, float[] array, int least) {
    if (array.length < least) {
      throw new IllegalArgumentException(
          name + ".length=" + array.length + " (expected: " + least + ", the flat vector)");
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
      requests.ask(
          requests.header(FrameType.DROP, shard),
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
