package weir.server.server;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.spec.SpecCodec;
import weir.proto.spec.TrainingId;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Connection;
import weir.proto.transport.FrameHandler;
import weir.server.server.MemoryBudget.Kind;
import weir.server.shard.Request;
import weir.server.shard.ShardCounters;
import weir.server.shard.ShardMemory;
import weir.server.shard.TrainingShard;

/**
 * The shards of several trainings on one server. INIT makes a shard, DROP forgets it, requests to
 * chunks go to the owner of the chunk. Thread-safe. Errors: {@link ParameterException}, which the
 * transport answers to the sender.
 */
public final class TrainingHost implements FrameHandler {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingHost.class);

  private record Key(long training, int shard) {}

  /** A shard, and when somebody last asked for it. */
  private static final class Hosted {
    private final TrainingShard shard;
    private final ShardMemory memory;
    private volatile long heardAt;

    Hosted(TrainingShard shard, ShardMemory memory, long now) {
      this.shard = shard;
      this.memory = memory;
      this.heardAt = now;
    }
  }

  private final Map<Key, Hosted> hosted = new ConcurrentHashMap<>();
  private final ShardCounters counters = new ShardCounters();
  private final CompletableFuture<List<Executor>> owners;
  private final MemoryBudget heap;
  private final MemoryBudget direct;
  private final LongSupplier nanoTime;
  private final long leaseNanos;

  /**
   * @param owners of chunks; may be completed after the first connections
   * @param limits memory for all trainings together, and how long one is kept that nobody asks for
   */
  public TrainingHost(
      CompletableFuture<List<Executor>> owners, HostLimits limits, LongSupplier nanoTime) {
    this.owners = owners;
    this.heap = new MemoryBudget(Kind.HEAP, limits.heapBytes());
    this.direct = new MemoryBudget(Kind.DIRECT, limits.directBytes());
    this.leaseNanos = limits.lease().toNanos();
    this.nanoTime = nanoTime;
  }

  @Override
  public void onFrame(Connection connection, Header header, Payload payload) {
    Request request = new Request(connection, header);
    Key key = new Key(header.getTraining(), header.getShard());
    FrameType type = header.getType();
    switch (type) {
      case INIT -> create(key, request);
      case STATUS -> {
        Hosted found = find(key);
        Header.Builder answer = request.answer(FrameType.VERSION);
        // Before that is heard: nobody keeps memory by asking for weights that never came.
        long version = found.shard.completedVersion();
        heard(found);
        found.shard.totals(version).ifPresent(answer::setTotals);
        request.send(answer.setVersion(version), Payload.NONE);
      }
      case DROP -> {
        drop(key);
        request.accept();
      }
      case INIT_CHUNK, PUSH, PUSH_PULL, PUSH_ROWS, APPLY, PULL, PULL_ROWS, SCALE_RATE ->
          heard(find(key)).onRequest(request, payload);
      case ACCEPTED,
          WEIGHTS,
          ROWS,
          NORMS,
          VERSION,
          FAILED,
          CONTROL,
          FRAME_TYPE_UNSPECIFIED,
          UNRECOGNIZED ->
          throw new ParameterException(
              Code.BAD_REQUEST, type + " is no request to a parameter server");
    }
  }

  private TrainingShard heard(Hosted found) {
    found.heardAt = nanoTime.getAsLong();
    return found.shard;
  }

  private Hosted find(Key key) {
    Hosted found = hosted.get(key);
    if (found == null) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          String.format(
              Locale.ROOT,
              "shard %d of job %016x is not on this server (expected: a job that was created here"
                  + " and neither dropped nor forgotten for its silence)",
              key.shard,
              key.training));
    }
    return found;
  }

  private void create(Key key, Request request) {
    TrainingLimits.check(request.header().getInit());
    TrainingSpec training = SpecCodec.decode(request.header().getInit());
    if (TrainingId.of(training.jobId()) != key.training
        || key.shard < 0
        || key.shard >= training.shards()) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          "job " + training.jobId() + ": number or shard=" + key.shard + " do not fit the job");
    }
    requireFree(hosted.get(key), training);
    List<Chunk> chunks = training.partition().chunksOfShard(key.shard);
    ShardMemory memory =
        ShardMemory.of(
            training, chunks, owners.join().size(), request.connection().payloads().lends());
    reserve(training.jobId(), memory);
    TrainingShard shard = new TrainingShard(training, chunks, owners.join(), counters, nanoTime);
    Hosted earlier = hosted.putIfAbsent(key, new Hosted(shard, memory, nanoTime.getAsLong()));
    if (earlier != null) {
      release(memory);
      requireFree(earlier, training);
    }
    LOG.info(
        "job {}: shard {} of {} with {} chunks from {}",
        training.jobId(),
        key.shard,
        training.shards(),
        chunks.size(),
        request.connection().peer());
    request.accept();
  }

  private void reserve(String jobId, ShardMemory memory) {
    heap.reserve(jobId, memory.heapBytes());
    boolean complete = false;
    try {
      direct.reserve(jobId, memory.directBytes());
      complete = true;
    } finally {
      if (!complete) {
        heap.release(memory.heapBytes());
      }
    }
  }

  private void release(ShardMemory memory) {
    heap.release(memory.heapBytes());
    direct.release(memory.directBytes());
  }

  private static void requireFree(Hosted found, TrainingSpec training) {
    if (found != null) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          "job "
              + training.jobId()
              + " is in use on this server (expected: a name of its own; a job that ended badly"
              + " is freed when its lease is over)");
    }
  }

  private void drop(Key key) {
    Hosted found = hosted.remove(key);
    if (found != null) {
      found.shard.drop();
      release(found.memory);
      LOG.info("job {}: shard {} dropped", found.shard.training().jobId(), key.shard);
    }
  }

  @Override
  public void onClose(Connection connection) {
    hosted.values().forEach(each -> each.shard.onClose(connection));
  }

  /** Fails requests that have waited longer than their training's deadline; call often. */
  public void checkDeadlines() {
    long now = nanoTime.getAsLong();
    hosted.values().forEach(each -> each.shard.checkDeadlines(now));
    hosted.forEach(
        (key, each) -> {
          if (now - each.heardAt > leaseNanos) {
            LOG.warn(
                "job {}: nobody has asked for shard {} for {} s; its lease is over",
                each.shard.training().jobId(),
                key.shard,
                (now - each.heardAt) / 1_000_000_000);
            drop(key);
          }
        });
  }

  /** Bytes that trainings hold now, in the heap and outside. */
  long reservedBytes() {
    return heap.reservedBytes() + direct.reservedBytes();
  }

  /** What all shards did since the host was made. */
  public ShardCounters.Snapshot counters() {
    return counters.snapshot();
  }
}
