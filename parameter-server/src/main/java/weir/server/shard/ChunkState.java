package weir.server.shard;

import java.util.List;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.message.Totals;
import weir.proto.partition.Chunk;
import weir.proto.partition.NormPhase;
import weir.proto.partition.SumTree;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Connection;
import weir.server.shard.Parking.Parked;

/**
 * One chunk of dense parameters. When a step is applied everyone who waits for the version it made
 * is answered.
 *
 * <p>A repeat of the current step waits with the others, a repeat of the step before is answered
 * from the weight buffer, anything older or newer is stale.
 *
 * <p>When the update needs norms, the sum at the root is kept in the memory of the next version and
 * the sums of the first phase are answered. The first APPLY of a phase brings what they came to and
 * leads to the next phase, that of the last phase sweeps; nothing that a replay needs changes
 * before.
 *
 * <p>Concurrency: single writer, the owner of the chunk. Errors: {@link ParameterException}, to be
 * answered to the sender; nothing has been counted then.
 */
final class ChunkState extends PartState {
  /** Hears of each version, before anyone is answered with it, with the sums of its last step. */
  @FunctionalInterface
  interface Published {
    void accept(long version, Totals totals);
  }

  private final Chunk chunk;
  private final Published published;
  private final WeightBuffers weights;
  private final ChunkUpdate update;
  private final ContributionTree tree;
  private final LossLedger ledger;
  private final List<NormPhase> phases;

  /** Of the current step, as far as they were measured; what each phase answers. */
  private double[][] norms;

  private double[][] appliedNorms;

  /** Totals of the sum that waits for its norms; null unless one does. */
  private Totals summed;

  /** What the waiting sum goes through, and which phase it has been measured in last. */
  private ChunkUpdate.Step step;

  private int phase;

  /**
   * @param initial version 0; belongs to the chunk from now on
   * @param published is told each version before anyone is answered with it
   */
  ChunkState(
      TrainingSpec training, Chunk chunk, float[] initial, Stripe stripe, Published published) {
    super(training, "chunk " + chunk.index(), stripe);
    this.chunk = chunk;
    this.published = published;
    NormBlocks blocks = new NormBlocks(chunk, training);
    this.weights = new WeightBuffers(initial);
    this.update = new ChunkUpdate(training.update(), blocks);
    this.tree =
        new ContributionTree(
            new SumTree(training.virtualWorkers()), stripe.slots().shelf(chunk.length()));
    this.ledger = new LossLedger(training.epochs());
    this.phases = training.update().phases();
    this.norms = new double[phases.size()][];
    this.appliedNorms = new double[phases.size()][];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = new double[chunk.blocks() * phases.get(i).sums()];
      appliedNorms[i] = new double[norms[i].length];
    }
  }

  @Override
  long version() {
    return weights.version();
  }

  @Override
  void push(Request request, Payload payload) {
    requireDense(request, FrameType.PUSH_ROWS);
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
      counters().countRepeated();
      answerApplied(request, waits);
      return;
    }
    requireCurrent(push.getStep());
    boolean repeated = tree.counted().contains(node);
    if (waits) {
      park(request, version() + 1, repeated);
    }
    if (repeated) {
      counters().countRepeated();
    } else {
      counters().countApplied();
      long start = now();
      RootSum root = tree.add(node, payload, push.getWeight(), push.getLoss());
      if (root != null) {
        finish(root);
      }
      spent(now() - start);
    }
    boolean swept = version() > push.getStep();
    if (!waits) {
      answers().accepted(request, repeated, swept ? takeApplyNanos() : 0);
    }
    answerNorms();
    answerWeights(request);
  }

  @Override
  void pull(Request request, Payload payload) {
    requireDense(request, FrameType.PULL_ROWS);
    long wanted = request.header().getVersion();
    float[] found = find(request, wanted);
    if (found != null) {
      answers().pulled(request, wanted, found);
    } else if (wanted > version()) {
      park(request, wanted, false);
    } else {
      throw gone(wanted);
    }
  }

  /** The weights, or their average, that a PULL wants; null when they are not held. */
  private float[] find(Request request, long wanted) {
    if (!request.header().getAverage()) {
      return weights.find(wanted);
    }
    WeightAverage average = update.average();
    if (average == null) {
      throw noAverage();
    }
    if (wanted == version()) {
      return average.newest(wanted, weights.current());
    }
    return wanted >= 0 && wanted == version() - 1 ? average.previous() : null;
  }

  @Override
  void apply(Request request) {
    Header header = request.header();
    long current = header.getVersion() - 1;
    if (current == version() - 1) {
      answerApplied(request, true);
      return;
    }
    requireCurrent(current);
    int known = header.getPhase();
    if (summed == null || known < 0 || known > phase) {
      throw failure(
          Code.STALE_STEP,
          "step=" + current + " has no sum that waits for norms of phase " + known);
    }
    if (known == phase) {
      receive(header.getSumsList());
    }
    if (known + 1 < phases.size()) {
      boolean repeated = known + 1 < phase;
      answers().norms(request, summed, repeated, new Answers.Sums(known + 1, norms[known + 1]));
      return;
    }
    park(request, version() + 1, false);
    long start = now();
    sweep(summed, null);
    spent(now() - start);
    answerWeights(request);
  }

  /** What the current phase came to; measures the next one, if any. */
  private void receive(List<Double> sums) {
    if (sums.size() != step.received(phases.get(phase))) {
      throw failure(
          Code.BAD_REQUEST,
          "sums="
              + sums.size()
              + " (expected: "
              + step.received(phases.get(phase))
              + " in phase "
              + phase
              + ")");
    }
    long start = now();
    step.receive(phases.get(phase), sums);
    if (phase + 1 < phases.size()) {
      phase++;
      measure();
    }
    spent(now() - start);
  }

  private void measure() {
    for (int block = 0; block < update.blocks().count(); block++) {
      step.measure(phases.get(phase), block, weights.current(), weights.next(), norms[phase]);
    }
  }

  @Override
  void scaleRate(Request request) {
    requireCurrent(request.header().getVersion());
    update.scaleRate(request.header().getRateFactor());
    request.accept();
  }

  @Override
  void restart() {
    tree.clear();
    summed = null;
  }

  @Override
  String missing() {
    return summed == null
        ? missing(tree.counted())
        : "all contributions are there, but no worker has sent what the norms of phase "
            + phase
            + " come to";
  }

  /** The last contribution is there: sweep, or keep the sum until its norm is known. */
  private void finish(RootSum root) {
    Totals totals = ledger.totals(version(), root.weight(), root.loss());
    float[] next = weights.next();
    root.begin(next);
    step = update.begin(version(), totals.getWeight());
    if (phases.isEmpty()) {
      sweep(totals, root);
      return;
    }
    phase = 0;
    NormBlocks blocks = update.blocks();
    for (int block = 0; block < blocks.count(); block++) {
      root.gather(next, blocks.from(block), blocks.to(block));
      step.measure(phases.get(0), block, weights.current(), next, norms[0]);
    }
    tree.release(root);
    summed = totals;
  }

  /** From the sum in the next version's memory, and what still waits, to the next version. */
  private void sweep(Totals totals, RootSum root) {
    float[] current = weights.current();
    float[] next = weights.next();
    NormBlocks blocks = update.blocks();
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
    published.accept(version(), totals);
    ledger.commit(totals);
    summed = null;
    double[][] free = appliedNorms;
    appliedNorms = norms;
    norms = free;
  }

  /** Answers a repeat of the step that was applied last. */
  private void answerApplied(Request request, boolean waits) {
    boolean push = request.header().getType() == FrameType.PUSH_PULL;
    int asked = push ? 0 : request.header().getPhase() + 1;
    if (!waits) {
      answers().accepted(request, true, 0);
    } else if (asked >= 0 && asked < phases.size()) {
      var sums = new Answers.Sums(asked, appliedNorms[asked]);
      answers().norms(request, ledger.last(), true, sums);
    } else {
      answers().weights(request, ledger.last(), true, 0, lend(request.connection()));
    }
  }

  private void answerNorms() {
    if (summed != null) {
      parking()
          .take(
              Parked::isPush,
              parked ->
                  answers()
                      .norms(
                          parked.request(),
                          summed,
                          parked.repeated(),
                          new Answers.Sums(0, norms[0])));
    }
  }

  /**
   * Answers all that wait for the newest version; contributors share one payload of it.
   *
   * @param trigger the request that led here
   */
  private void answerWeights(Request trigger) {
    Payload[] shared = new Payload[1];
    parking()
        .take(
            parked -> parked.version() == version(),
            parked -> {
              Request request = parked.request();
              if (request.header().getType() == FrameType.PULL) {
                answers().pulled(request, version(), find(request, version()));
                return;
              }
              if (shared[0] == null) {
                shared[0] = lend(request.connection());
              }
              long nanos = request == trigger ? takeApplyNanos() : 0;
              answers()
                  .weights(request, ledger.last(), parked.repeated(), nanos, shared[0].retain());
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
}
