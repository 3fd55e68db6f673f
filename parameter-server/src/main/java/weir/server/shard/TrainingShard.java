package weir.server.shard;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Totals;
import weir.proto.partition.Chunk;
import weir.proto.partition.TablePart;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Connection;
import weir.proto.transport.Fatal;

/**
 * One shard of one training. Chunk i belongs to owner i modulo their number, those of a sparse
 * table's part to the owner of its first one; a part is touched by its owner alone, one frame at a
 * time. Thread-safe.
 */
public final class TrainingShard {
  private static final Logger LOG = LoggerFactory.getLogger(TrainingShard.class);
  private static final long ABSENT = -1;

  private final TrainingSpec training;
  private final List<Chunk> chunks;
  private final PartState[] states;
  private final TablePart[] tables;
  private final List<Stripe> stripes;
  private final AtomicLongArray versions;
  private final AtomicReferenceArray<Totals> totals;
  private final ShardCounters counters;
  private volatile boolean dropped;

  /**
   * @param chunks the shard's chunks, ascending
   * @param owners of the chunks; each does one piece of work at a time, not always at once
   */
  public TrainingShard(
      TrainingSpec training,
      List<Chunk> chunks,
      List<? extends Executor> owners,
      ShardCounters counters,
      LongSupplier nanoTime) {
    this.training = training;
    this.chunks = chunks;
    this.states = new PartState[chunks.size()];
    this.tables = new TablePart[chunks.size()];
    for (TablePart part : TablePart.of(training.segments(), chunks)) {
      part.chunks().forEach(chunk -> tables[local(chunk.index())] = part);
    }
    this.counters = counters;
    this.stripes = owners.stream().map(owner -> new Stripe(owner, counters, nanoTime)).toList();
    this.versions = new AtomicLongArray(states.length);
    this.totals = new AtomicReferenceArray<>(states.length);
    for (int i = 0; i < states.length; i++) {
      versions.set(i, ABSENT);
    }
  }

  private int local(int chunk) {
    return chunk - chunks.get(0).index();
  }

  /** What this is a shard of. */
  public TrainingSpec training() {
    return training;
  }

  /**
   * The highest version that every chunk can serve; {@link Long#MAX_VALUE} where all are frozen.
   *
   * @throws ParameterException while the first weights are not complete
   */
  public long completedVersion() {
    long lowest = Long.MAX_VALUE;
    for (int i = 0; i < states.length; i++) {
      lowest = Math.min(lowest, versions.get(i));
    }
    if (lowest == ABSENT) {
      throw new ParameterException(
          Code.BAD_REQUEST, "job " + training.jobId() + ": its first weights are not complete");
    }
    return lowest;
  }

  /** The sums of the step that ended in a version; empty where no chunk knows them. */
  public Optional<Totals> totals(long version) {
    for (int i = 0; i < states.length; i++) {
      Totals sums = totals.get(i);
      if (sums != null && sums.getStep() + 1 == version) {
        return Optional.of(sums);
      }
    }
    return Optional.empty();
  }

  /** Floats of memory for contributions that wait; exact only while nothing arrives. */
  long slotFloats() {
    return stripes.stream().mapToLong(stripe -> stripe.slots().allocatedFloats()).sum();
  }

  /** A request to one chunk; the payload still belongs to the caller when this returns. */
  public void onRequest(Request request, Payload payload) {
    int local = chunks.isEmpty() ? -1 : local(request.header().getChunk());
    if (local < 0 || local >= states.length) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          "job " + training.jobId() + ": chunk=" + request.header().getChunk() + " is not here");
    }
    Stripe stripe = stripeOf(local);
    Payload kept = payload.keep();
    try {
      stripe.run(
          () -> {
            try {
              handle(local, request, kept);
            } finally {
              kept.release();
            }
          });
    } catch (RejectedExecutionException closing) {
      kept.release();
      throw new ParameterException(Code.INTERNAL, "the server is closing", closing);
    }
  }

  private void handle(int local, Request request, Payload payload) {
    try {
      if (dropped) {
        throw new ParameterException(Code.BAD_REQUEST, dropText());
      }
      FrameType type = request.header().getType();
      PartState state = states[local];
      if (type == FrameType.INIT_CHUNK) {
        create(local, payload);
        request.accept();
        return;
      }
      if (state == null) {
        throw new ParameterException(
            Code.BAD_REQUEST,
            "job " + training.jobId() + ": the weights of " + chunks.get(local) + " never came");
      }
      state.requireSound();
      dispatch(state, type, request, payload);
    } catch (ParameterException failure) {
      if (failure.code() == Code.STALE_STEP || failure.code() == Code.STALE_INCARNATION) {
        counters.countDropped();
      }
      request.fail(failure.code(), failure.getMessage());
    } catch (RuntimeException | Error defect) {
      Fatal.report(defect);
      LOG.error("job {} {}", training.jobId(), chunks.get(local), defect);
      if (states[local] != null) {
        states[local].damage(defect.toString(), request);
      }
      request.fail(Code.INTERNAL, defect.toString());
    }
  }

  private static void dispatch(PartState state, FrameType type, Request request, Payload payload) {
    if (type == FrameType.PUSH || type == FrameType.PUSH_PULL || type == FrameType.PUSH_ROWS) {
      state.push(request, payload);
    } else if (type == FrameType.APPLY) {
      state.apply(request);
    } else if (type == FrameType.PULL || type == FrameType.PULL_ROWS) {
      state.pull(request, payload);
    } else if (type == FrameType.SCALE_RATE) {
      state.scaleRate(request);
    } else {
      throw new ParameterException(
          Code.BAD_REQUEST, type + " is no request to a chunk (expected: INIT_CHUNK, PUSH, …)");
    }
  }

  private void create(int local, Payload payload) {
    Chunk chunk = chunks.get(local);
    if (states[local] != null || payload.floats() != chunk.length()) {
      throw new ParameterException(
          Code.BAD_REQUEST,
          "job "
              + training.jobId()
              + ": weights of "
              + payload.floats()
              + " floats for "
              + chunk
              + " (expected: its length, once)");
    }
    states[local] =
        tables[local] == null
            ? dense(local, chunk, payload)
            : loaded(tables[local], chunk, payload);
    versions.setRelease(local, chunk.learns() ? 0 : FrozenState.EVERY_VERSION);
  }

  private PartState dense(int local, Chunk chunk, Payload payload) {
    float[] initial = new float[chunk.length()];
    payload.read(initial, 0);
    Stripe stripe = stripeOf(local);
    PartState state =
        chunk.learns()
            ? new ChunkState(
                training,
                chunk,
                initial,
                stripe,
                (version, sums) -> {
                  totals.set(local, sums);
                  versions.setRelease(local, version);
                })
            : new FrozenState(training, chunk, initial, stripe);
    stripe.add(state);
    return state;
  }

  /** The state of a table's part, made with the first of its chunks to come. */
  private TableState loaded(TablePart part, Chunk chunk, Payload payload) {
    int first = local(part.first().index());
    TableState table = null;
    for (int at = first; at < first + part.chunks().size() && table == null; at++) {
      table = (TableState) states[at];
    }
    if (table == null) {
      Stripe stripe = stripeOf(first);
      table = new TableState(training, part, stripe, version -> published(part, version));
      stripe.add(table);
    }
    table.load(chunk, payload);
    return table;
  }

  private void published(TablePart part, long version) {
    part.chunks().forEach(chunk -> versions.setRelease(local(chunk.index()), version));
  }

  private Stripe stripeOf(int local) {
    int owner = tables[local] == null ? local : local(tables[local].first().index());
    return stripes.get(owner % stripes.size());
  }

  /** The connection's requests wait no longer. */
  public void onClose(Connection connection) {
    onEveryStripe(stripe -> stripe.each(part -> part.forget(connection)));
  }

  /** Fails requests that have waited too long. */
  public void checkDeadlines(long nowNanos) {
    onEveryStripe(stripe -> stripe.each(part -> part.checkDeadlines(nowNanos)));
  }

  /** Forgets the training; those that wait get an error. */
  public void drop() {
    dropped = true;
    onEveryStripe(
        stripe -> {
          stripe.each(part -> part.abandon(Code.BAD_REQUEST, dropText()));
          stripe.clear();
        });
  }

  private void onEveryStripe(Consumer<Stripe> action) {
    for (Stripe stripe : stripes) {
      try {
        stripe.run(() -> action.accept(stripe));
      } catch (RejectedExecutionException closing) {
        // The server ends and its chunks with it: nobody waits there any more.
        LOG.debug("job {}: the server is closing", training.jobId(), closing);
      }
    }
  }

  private String dropText() {
    return "job " + training.jobId() + " has been dropped";
  }
}
