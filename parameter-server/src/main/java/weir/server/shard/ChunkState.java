package weir.server.shard;

import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.message.Totals;
import weir.proto.partition.Chunk;
import weir.proto.partition.SumTree;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Connection;
import weir.server.shard.Parking.Parked;
import weir.tensor.Kernels;

/**
 * One chunk of parameters in synchronous mode. Version t is complete when step t − 1 is applied;
 * step t is applied when the contributions of all virtual workers are there. Then everyone who
 * waits for version t + 1 is answered.
 *
 * <p>Each (node, step) counts once: a repeat of the current step waits with the others, a repeat of
 * the step before is answered from the weight buffer, anything older or newer is stale. A higher
 * incarnation drops the sums that lower ones left unfinished.
 *
 * <p>When the update needs a global norm, the sum at the root is kept in the memory of the next
 * version, its norms are answered, and the first APPLY sweeps.
 *
 * <p>Concurrency: single writer, the event loop that owns the chunk. Errors: {@link
 * ParameterException}, to be answered to the sender; nothing has been counted then.
 */
final class ChunkState {
  private final TrainingSpec training;
  private final Chunk chunk;
  private final ShardCounters counters;
  private final LongSupplier nanoTime;
  private final LongConsumer published;
  private final Answers answers;
  private final WeightBuffers weights;
  private final ChunkUpdate update;
  private final ContributionTree tree;
  private final LossLedger ledger;
  private final Parking parking = new Parking();
  private final boolean twoPhase;
  private double[] norms;
  private double[] appliedNorms;
  private int incarnation;

  /** Time spent on the current step, until the reply to whoever triggered the sweep reports it. */
  private long applyNanos;

  /** Totals of the sum that waits for its norm; null unless one does. */
  private Totals summed;

  /**
   * @param initial version 0; belongs to the chunk from now on
   * @param published is told each version before anyone is answered with it
   */
  ChunkState(
      TrainingSpec training, Chunk chunk, float[] initial, Stripe stripe, LongConsumer published) {
    this.training = training;
    this.chunk = chunk;
    this.published = published;
    this.counters = stripe.counters();
    this.nanoTime = stripe.nanoTime();
    this.answers = stripe.answers();
    NormBlocks blocks = new NormBlocks(chunk, training.segments(), training.update().penalties());
    this.weights = new WeightBuffers(initial);
    this.update = new ChunkUpdate(training.update(), blocks);
    this.tree =
        new ContributionTree(
            new SumTree(training.virtualWorkers()), stripe.slots().shelf(chunk.length()));
    this.ledger = new LossLedger(training.stepsPerEpoch());
    this.twoPhase = training.update().twoPhase();
    this.norms = new double[twoPhase ? chunk.blocks() : 0];
    this.appliedNorms = new double[norms.length];
  }

  /** The newest version. */
  long version() {
    return weights.version();
  }

  /** A PUSH or PUSH_PULL. */
  void push(Request request, Payload payload) {
    Header header = request.header();
    Push push = header.getPush();
    if (payload.bytes() != chunk.length() * Float.BYTES) {
      throw failure(
          Code.BAD_REQUEST,
          "payload of " + payload.bytes() + " bytes (expected: " + 4 * chunk.length() + ")");
    }
    enter(push.getIncarnation());
    SumTree.Node node = node(push);
    boolean waits = header.getType() == FrameType.PUSH_PULL;
    if (push.getStep() == version() - 1) {
      counters.countRepeated();
      answerApplied(request, waits);
      return;
    }
    requireCurrent(push.getStep());
    boolean repeated = tree.isCounted(node);
    if (waits) {
      park(request, version() + 1, repeated);
    }
    if (repeated) {
      counters.countRepeated();
    } else {
      counters.countApplied();
      long start = nanoTime.getAsLong();
      RootSum root = tree.add(node, payload, push.getWeight(), push.getLoss());
      if (root != null) {
        finish(root);
      }
      applyNanos += nanoTime.getAsLong() - start;
    }
    boolean swept = version() > push.getStep();
    if (!waits) {
      answers.accepted(request, repeated, swept ? takeApplyNanos() : 0);
    }
    answerNorms();
    answerWeights(request);
  }

  /** A PULL of one version; waits for one that is not there yet. */
  void pull(Request request) {
    long wanted = request.header().getVersion();
    float[] found = weights.find(wanted);
    if (found != null) {
      answers.pulled(request, wanted, found);
    } else if (wanted > version()) {
      park(request, wanted, false);
    } else {
      throw failure(
          Code.STALE_STEP, "version=" + wanted + " is gone (expected: about " + version() + ")");
    }
  }

  /** An APPLY: the norm that the sum of step {@code version − 1} waits for. */
  void apply(Request request) {
    Header header = request.header();
    long step = header.getVersion() - 1;
    if (step == version() - 1) {
      answerApplied(request, true);
      return;
    }
    requireCurrent(step);
    if (summed == null) {
      throw failure(Code.STALE_STEP, "step=" + step + " has no sum that waits for a norm");
    }
    park(request, version() + 1, false);
    long start = nanoTime.getAsLong();
    sweep(summed, null, header.getNorm());
    applyNanos += nanoTime.getAsLong() - start;
    answerWeights(request);
  }

  /** A connection is gone: its requests wait no longer, its contributions stay. */
  void forget(Connection connection) {
    parking.forget(connection);
  }

  /** Fails the requests that have waited longer than the training's deadline. */
  void checkDeadlines(long nowNanos) {
    if (parking.isEmpty()) {
      return;
    }
    long limit = training.deadlineMillis() * 1_000_000;
    parking.take(
        parked -> nowNanos - parked.sinceNanos() >= limit,
        parked ->
            parked
                .request()
                .fail(Code.MISSING_CONTRIBUTIONS, missing(nowNanos - parked.sinceNanos())));
  }

  /** Fails all that wait; the chunk is not used any more. */
  void abandon(Code code, String text) {
    parking.take(parked -> true, parked -> parked.request().fail(code, text));
  }

  private void enter(int sender) {
    if (sender < incarnation) {
      throw failure(
          Code.STALE_INCARNATION,
          "incarnation=" + sender + " (expected: " + incarnation + "; the workers were restarted)");
    }
    if (sender > incarnation) {
      incarnation = sender;
      tree.clear();
      summed = null;
      parking.take(
          Parked::isPush,
          parked ->
              parked.request().fail(Code.STALE_INCARNATION, "workers were restarted as " + sender));
    }
  }

  private SumTree.Node node(Push push) {
    try {
      return new SumTree.Node(push.getLevel(), push.getIndex());
    } catch (IllegalArgumentException wrong) {
      throw failure(Code.BAD_REQUEST, wrong.getMessage());
    }
  }

  private void requireCurrent(long step) {
    if (step != version()) {
      throw failure(Code.STALE_STEP, "step=" + step + " (expected: " + version() + ")");
    }
  }

  private void park(Request request, long version, boolean repeated) {
    parking.add(new Parked(request, version, repeated, nanoTime.getAsLong()));
  }

  /** The last contribution is there: sweep, or keep the sum until its norm is known. */
  private void finish(RootSum root) {
    Totals totals = ledger.totals(version(), root.weight(), root.loss());
    float[] next = weights.next();
    root.begin(next);
    if (!twoPhase) {
      sweep(totals, root, Double.NaN);
      return;
    }
    NormBlocks blocks = update.blocks();
    for (int block = 0; block < blocks.count(); block++) {
      int from = blocks.from(block);
      root.gather(next, from, blocks.to(block));
      norms[block] = Kernels.sumOfSquares(next, from, blocks.to(block) - from);
    }
    tree.release(root);
    summed = totals;
  }

  /** From the sum in the next version's memory, and what still waits, to the next version. */
  private void sweep(Totals totals, RootSum root, double norm) {
    float[] current = weights.current();
    float[] next = weights.next();
    NormBlocks blocks = update.blocks();
    ChunkUpdate.Step step = update.begin(version(), totals.getWeight(), norm);
    for (int block = 0; block < blocks.count(); block++) {
      if (root != null) {
        root.gather(next, blocks.from(block), blocks.to(block));
      }
      step.apply(block, current, next);
    }
    if (root != null) {
      tree.release(root);
    }
    tree.clear();
    weights.advance();
    published.accept(version());
    ledger.commit(totals);
    summed = null;
    double[] free = appliedNorms;
    appliedNorms = norms;
    norms = free;
  }

  /** Answers a repeat of the step that was applied last. */
  private void answerApplied(Request request, boolean waits) {
    if (!waits) {
      answers.accepted(request, true, 0);
    } else if (twoPhase && request.header().getType() == FrameType.PUSH_PULL) {
      answers.norms(request, ledger.last(), true, appliedNorms);
    } else {
      answers.weights(request, ledger.last(), true, 0, lend(request.connection()));
    }
  }

  private void answerNorms() {
    if (summed != null) {
      parking.take(
          Parked::isPush,
          parked -> answers.norms(parked.request(), summed, parked.repeated(), norms));
    }
  }

  /**
   * Answers all that wait for the newest version; contributors share one payload of it.
   *
   * @param trigger the request that led here
   */
  private void answerWeights(Request trigger) {
    Payload[] shared = new Payload[1];
    parking.take(
        parked -> parked.version() == version(),
        parked -> {
          Request request = parked.request();
          if (request.header().getType() == FrameType.PULL) {
            answers.pulled(request, version(), weights.current());
            return;
          }
          if (shared[0] == null) {
            shared[0] = lend(request.connection());
          }
          long nanos = request == trigger ? takeApplyNanos() : 0;
          answers.weights(request, ledger.last(), parked.repeated(), nanos, shared[0].retain());
        });
    if (shared[0] != null) {
      shared[0].release();
    }
  }

  /**
   * The newest version for someone who contributed to it: it stays as it is until the sweep after
   * the next, for which everybody's next contribution is needed, and so the answer read.
   */
  private Payload lend(Connection connection) {
    float[] newest = weights.current();
    return connection.payloads().lend(newest, 0, newest.length);
  }

  private long takeApplyNanos() {
    long nanos = applyNanos;
    applyNanos = 0;
    counters.addApplyNanos(nanos);
    return nanos;
  }

  private String missing(long waitedNanos) {
    String who =
        summed == null
            ? "virtual workers " + tree.missingLeaves() + " have not contributed"
            : "all contributions are there, but no worker has sent the global norm";
    return String.format(
        "%s for %.1f s (limit: %.1f s); see the log of the workers that own them, or raise"
            + " cluster.deadlineSeconds",
        text("step=" + version() + ": " + who), waitedNanos / 1e9, training.deadlineMillis() / 1e3);
  }

  private ParameterException failure(Code code, String text) {
    return new ParameterException(code, text(text));
  }

  private String text(String text) {
    return "job " + training.jobId() + ", chunk " + chunk.index() + ": " + text;
  }
}
