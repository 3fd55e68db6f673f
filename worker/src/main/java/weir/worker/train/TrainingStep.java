package weir.worker.train;

import java.util.Arrays;
import java.util.List;
import weir.proto.client.Contribution;
import weir.proto.client.Exchange;
import weir.proto.client.ParameterClient;
import weir.proto.client.Phase;
import weir.proto.client.StepTotals;
import weir.proto.partition.SumTree;
import weir.proto.partition.TableRows;
import weir.proto.spec.EpochPlan;
import weir.worker.data.Batcher;
import weir.worker.loss.LossTotals;
import weir.worker.nn.Network;
import weir.worker.nn.UnitReady;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.layer.TouchedRows;

/**
 * One step of data-parallel training, as one worker sees it:
 *
 * <ol>
 *   <li>the rows of sparse tables that its samples look up are asked for;
 *   <li>each virtual worker (leaf) that it owns takes its rows of the global batch;
 *   <li>forward: a layer waits until its own weights have come back from the step before;
 *   <li>loss, and backward: the gradient of the SUM of losses over the leaf's rows;
 *   <li>leaves are added in tree order; in a subtree's last leaf each layer is pushed as soon as
 *       its gradient is there, while the layers before it are still computed;
 *   <li>the push of the worker's last subtree asks for the next weights, which the next step's
 *       forward waits for.
 * </ol>
 *
 * <p>Which worker owns which leaves changes who adds, never in what order: the bits are the same.
 * One thread only; after the first steps it allocates next to nothing.
 */
public final class TrainingStep {
  private static final UnitReady NOT_YET = (unit, end) -> {};

  /** What a step works with. */
  record Parts(
      TrainingTaskSpec spec,
      WorkerPlace place,
      Network network,
      Batcher batcher,
      ParameterClient client,
      PhaseClock clock,
      StepListener listener) {}

  private final Parts parts;
  private final Network network;
  private final Batcher batcher;
  private final PhaseClock clock;
  private final float[] weights;
  private final List<SumTree.Node> subtrees;
  private final LeafSums sums;
  private final int[] learningUnits;

  /** By unit; null for dense units. */
  private final TouchedRows[] tables;

  private final PendingWeights pending;
  private final LossTotals totals = new LossTotals();
  private final UnitReady push = this::push;
  private final EpochPlan epochs;
  private int subtree;
  private Contribution contribution;
  private Exchange exchange;
  private int pushed;
  private long step;
  private long epoch;
  private long stepOfEpoch;
  private long samples;

  /** Allocates all that a step needs; {@link #weights} are to be filled before the first one. */
  TrainingStep(Parts parts) {
    this.parts = parts;
    this.network = parts.network();
    this.batcher = parts.batcher();
    this.clock = parts.clock();
    this.weights = new float[network.vectorLength()];
    SumTree tree = new SumTree(parts.spec().batches().virtualWorkers());
    subtrees = tree.cover(parts.place().firstLeaf(tree), parts.place().endLeaf(tree));
    if (subtrees.isEmpty()) {
      throw new IllegalArgumentException(
          parts.place() + " owns no virtual worker (expected: workers <= " + tree.leaves() + ")");
    }
    int levels = subtrees.stream().mapToInt(SumTree.Node::level).max().orElseThrow();
    sums = new LeafSums(network.segments(), weights.length, levels);
    int units = sums.units();
    learningUnits = network.learningUnits().toArray();
    tables = new TouchedRows[units];
    network.tables().forEach(table -> tables[table.unit()] = table);
    pending = new PendingWeights(units, subtrees.size() * units, clock);
    epochs = parts.spec().batches().epochs();
  }

  /**
   * Runs one step; its weights come back while the next one runs.
   *
   * @return totals of the step before; null when there was none
   * @throws DivergenceException when the loss of a leaf is not finite; it is not pushed then
   */
  StepTotals run(long currentStep) throws InterruptedException {
    step = currentStep;
    epoch = epochs.epoch(step);
    stepOfEpoch = step - epochs.firstStep(epoch);
    pullRows();
    for (subtree = 0; subtree < subtrees.size(); subtree++) {
      SumTree.Node node = subtrees.get(subtree);
      int last = node.endLeaf() - 1;
      for (int leaf = node.firstLeaf(); leaf < last; leaf++) {
        compute(leaf, NOT_YET);
        sums.keep(node, leaf, totals);
      }
      contribution = null;
      compute(last, push);
    }
    clock.enter(null);
    return pending.totals();
  }

  /**
   * Waits until the weights of the step last run are there.
   *
   * @return its totals; null when none was run
   */
  StepTotals finish() throws InterruptedException {
    pending.awaitAll();
    return pending.totals();
  }

  /** Asks for the rows of sparse tables that all own leaves will look up in this step. */
  private void pullRows() {
    if (network.tables().isEmpty()) {
      return;
    }
    clock.enter(Phase.DATA);
    network.tables().forEach(TouchedRows::clear);
    for (SumTree.Node node : subtrees) {
      for (int leaf = node.firstLeaf(); leaf < node.endLeaf(); leaf++) {
        batcher.begin(leaf, epoch, stepOfEpoch);
        while (batcher.next()) {
          network.touch(batcher.batch());
        }
      }
    }
    for (TouchedRows table : network.tables()) {
      table.sort();
      pending.pulls(table.unit(), parts.client().pullRows(step, table.unit(), table.in(weights)));
    }
  }

  /** The gradient, loss and weight of one leaf. */
  private void compute(int leaf, UnitReady ready) throws InterruptedException {
    clock.enter(Phase.DATA);
    totals.reset();
    int rows = batcher.begin(leaf, epoch, stepOfEpoch);
    samples += rows;
    if (rows == 0) {
      contributeNothing(leaf, ready);
      return;
    }
    int firstRow = 0;
    while (batcher.next()) {
      clock.enter(Phase.FORWARD);
      Pass pass = new Pass(true, parts.spec().seed(), step, leaf, firstRow);
      network.forward(weights, batcher.batch(), pass, pending);
      network.loss(totals);
      checkLoss(leaf);
      clock.enter(Phase.BACKWARD);
      network.backward(sums.gradient(), firstRow > 0, batcher.last() ? ready : NOT_YET);
      firstRow += batcher.batch().rows();
      clock.enter(Phase.DATA);
    }
  }

  private void contributeNothing(int leaf, UnitReady ready) throws InterruptedException {
    parts.listener().leafDone(step, leaf, 0, 0);
    pending.awaitAll(); // what was sent is at rest until then
    Arrays.fill(sums.gradient(), 0);
    for (int unit : learningUnits) {
      ready.ready(unit, sums.start(unit + 1));
    }
  }

  /**
   * The backward pass of a subtree's last leaf has finished a unit's gradient up to {@code end}.
   */
  private void push(int unit, int end) throws InterruptedException {
    SumTree.Node node = subtrees.get(subtree);
    if (contribution == null) {
      contribution = contribution(node);
      pushed = 0;
    }
    if (tables[unit] != null) {
      pushRows(tables[unit], node);
      return;
    }
    boolean last = subtree == subtrees.size() - 1;
    if (pushed <= sums.start(unit)) {
      pushed = sums.start(unit); // frozen units before it are passed over
      // No forward pass has, where all leaves so far are empty: a shard is never a step behind.
      pending.await(unit);
      exchange =
          last ? parts.client().exchange(contribution, unit, sums.gradient(), weights) : null;
    }
    sums.finish(node, pushed, end);
    pushed = end;
    clock.enter(Phase.PUSH);
    boolean whole = end == sums.start(unit + 1);
    if (last) {
      exchange.send(end);
      if (whole) {
        pending.exchanges(unit, exchange);
      }
    } else if (whole) {
      pending.pushes(
          subtree * sums.units() + unit, parts.client().push(contribution, unit, sums.gradient()));
    }
    clock.enter(Phase.BACKWARD);
  }

  private void pushRows(TouchedRows table, SumTree.Node node) throws InterruptedException {
    pending.await(table.unit());
    TableRows rows = table.in(sums.gradient());
    sums.finish(node, rows.offset(), rows.offset() + rows.count() * rows.rowLength());
    clock.enter(Phase.PUSH);
    pending.pushes(
        subtree * sums.units() + table.unit(),
        parts.client().pushRows(contribution, table.unit(), rows));
    clock.enter(Phase.BACKWARD);
  }

  private Contribution contribution(SumTree.Node node) {
    return new Contribution(
        node,
        step,
        parts.place().incarnation(),
        sums.finishWeight(node, totals.weight()),
        sums.finishLoss(node, totals.loss()));
  }

  private void checkLoss(int leaf) {
    if (!Double.isFinite(totals.loss())) {
      throw new DivergenceException(step, totals.loss(), parts.spec().learningRate());
    }
    if (batcher.last()) {
      parts.listener().leafDone(step, leaf, totals.weight(), totals.loss());
    }
  }

  /** The dense units, whole after {@link #finish}, then the rows that the step touched. */
  float[] weights() {
    return weights;
  }

  /** Rows trained on so far. */
  long samples() {
    return samples;
  }
}
