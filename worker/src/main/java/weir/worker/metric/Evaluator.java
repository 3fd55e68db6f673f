package weir.worker.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import weir.proto.partition.SumTree;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.data.LeafRows;
import weir.worker.data.PartitionStore;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Runs a network over rows and counts what it makes of them: by the training tasks on validation
 * rows, by a Spark job on test rows. Rows go through in blocks of a number that the network alone
 * decides, counted from the first, so that the bits depend on nothing else. One thread only.
 */
public final class Evaluator {
  private final Network network;
  private final List<MetricSpec> specs;
  private final LossTotals totals = new LossTotals();
  private final int[] positions;
  private float[] targets = new float[0];

  /** Evaluates with this network, whose buffers it shares: not while a step is under way. */
  public Evaluator(Network network) {
    this.network = network;
    this.specs = specs(network);
    this.positions = new int[network.rowsAtOnce()];
  }

  /** Which metrics each output of a network gets: its loss says what its numbers mean. */
  public static List<MetricSpec> specs(NetworkSpec spec) {
    return specs(new Network(spec));
  }

  private static List<MetricSpec> specs(Network network) {
    List<MetricSpec> specs = new ArrayList<>();
    for (int output = 0; output < network.spec().outputs().size(); output++) {
      Shape shape = network.outputShape(output);
      specs.add(new MetricSpec(kind(loss(network, output)), shape.extent(shape.rank() - 1)));
    }
    return specs;
  }

  private static MetricSpec.Kind kind(LossSpec loss) {
    return switch (loss.kind()) {
      case SOFTMAX_CROSS_ENTROPY -> MetricSpec.Kind.CLASSES;
      case BINARY_CROSS_ENTROPY -> MetricSpec.Kind.BINARY;
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, SMOOTH_L1 -> MetricSpec.Kind.REGRESSION;
    };
  }

  private static LossSpec loss(Network network, int output) {
    return network.spec().outputs().get(output).loss();
  }

  /** Which metrics each output gets. */
  public List<MetricSpec> specs() {
    return specs;
  }

  /**
   * The encoded sums over the rows of the owned virtual workers: one partial for each subtree of
   * the sum tree that they fill, merged in tree order, by its first virtual worker. {@link #merged}
   * turns those of all workers into the same bits, whoever owned what.
   *
   * @param weights the flat vector
   * @param tree over all virtual workers
   */
  public SortedMap<Integer, byte[]> evaluate(float[] weights, PartitionStore store, SumTree tree)
      throws InterruptedException {
    SortedMap<Integer, byte[]> partials = new TreeMap<>();
    EvaluationPartial.Leaves<InterruptedException> leaves =
        leaf -> store.leaf(leaf).rows() == 0 ? null : evaluate(weights, store.leaf(leaf));
    for (SumTree.Node node : tree.cover(store.firstLeaf(), store.endLeaf())) {
      EvaluationPartial.merged(leaves, node)
          .ifPresent(partial -> partials.put(node.firstLeaf(), partial.encode()));
    }
    return partials;
  }

  /**
   * What {@link #evaluate(float[], PartitionStore, SumTree)} of all workers comes to.
   *
   * @param partials those of all workers together
   */
  public static EvaluationPartial merged(
      List<MetricSpec> specs, SortedMap<Integer, byte[]> partials, SumTree tree) {
    EvaluationPartial.Leaves<RuntimeException> leaves =
        leaf ->
            partials.containsKey(leaf) ? EvaluationPartial.decode(specs, partials.get(leaf)) : null;
    return EvaluationPartial.merged(leaves, tree.root())
        .orElseGet(() -> new EvaluationPartial(specs));
  }

  /**
   * The sums over all rows.
   *
   * @param weights the flat vector
   */
  public EvaluationPartial evaluate(float[] weights, LeafRows rows) throws InterruptedException {
    EvaluationPartial partial = new EvaluationPartial(specs);
    int block = positions.length;
    Batch batch = rows.layout().batch(Math.min(block, Math.max(1, rows.rows())));
    for (int first = 0; first < rows.rows(); first += block) {
      int count = Math.min(block, rows.rows() - first);
      for (int i = 0; i < count; i++) {
        positions[i] = first + i;
      }
      rows.gather(positions, 0, count, batch);
      evaluate(weights, batch, partial);
    }
    return partial;
  }

  private void evaluate(float[] weights, Batch batch, EvaluationPartial partial)
      throws InterruptedException {
    network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
    totals.reset();
    network.loss(totals);
    partial.addRows(batch.rows(), totals.loss(), totals.weight());
    int firstTarget = 0;
    for (int output = 0; output < specs.size(); output++) {
      int size = network.outputShape(output).size();
      int width = specs.get(output).width();
      int targetWidth = loss(network, output).targetWidth(size, width);
      copyTargets(batch, firstTarget, targetWidth);
      partial.addOutput(output, network.output(output), targets, batch.rows() * (size / width));
      firstTarget += targetWidth;
    }
  }

  private void copyTargets(Batch batch, int first, int width) {
    if (targets.length < batch.rows() * width) {
      targets = new float[batch.rows() * width];
    }
    for (int row = 0; row < batch.rows(); row++) {
      System.arraycopy(
          batch.targets(), row * batch.targetWidth() + first, targets, row * width, width);
    }
  }
}
