package weir.worker.metric;

import java.util.ArrayList;
import java.util.List;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.data.LeafRows;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Runs a network over rows and counts what it makes of them: by the training tasks on validation
 * rows, by a Spark job on test rows. Rows go through in blocks of a fixed number, counted from the
 * first, so that the bits depend on nothing else. One thread only.
 */
public final class Evaluator {
  /** Rows of one forward pass. */
  public static final int BLOCK_ROWS = 256;

  private final Network network;
  private final List<MetricSpec> specs;
  private final LossTotals totals = new LossTotals();
  private final int[] positions = new int[BLOCK_ROWS];
  private float[] targets = new float[0];

  /** Evaluates with this network, whose buffers it shares: not while a step is under way. */
  public Evaluator(Network network) {
    this.network = network;
    this.specs = specs(network);
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
   * The sums over all rows.
   *
   * @param weights the flat vector
   */
  public EvaluationPartial evaluate(float[] weights, LeafRows rows) throws InterruptedException {
    EvaluationPartial partial = new EvaluationPartial(specs);
    Batch batch = rows.layout().batch(Math.min(BLOCK_ROWS, Math.max(1, rows.rows())));
    for (int first = 0; first < rows.rows(); first += BLOCK_ROWS) {
      int count = Math.min(BLOCK_ROWS, rows.rows() - first);
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
