package weir.worker.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.augment.Augmentation;
import weir.worker.data.BatchPlan;
import weir.worker.data.RowBlock;
import weir.worker.data.RowLayout;
import weir.worker.data.RowRanks;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.NetworkSpec;

/** Small trainings: two layers with dropout between them, on made-up rows of three classes. */
final class Jobs {
  static final int WIDTH = 6;
  static final int CLASSES = 3;

  private Jobs() {}

  static NetworkSpec network() {
    return NetworkSpec.sequential(
        new Shape(WIDTH),
        List.of(
            new DenseSpec(5, ActivationSpec.of(ActivationKind.TANH)),
            new DropoutSpec(0.1),
            new DenseSpec(CLASSES)),
        new LossSpec.SoftmaxCrossEntropy(List.of(1.0, 2.0, 0.5), 0.1));
  }

  static float[] initialWeights() {
    Network network = new Network(network());
    float[] weights = new float[network.segments().length()];
    network.initialize(3, weights);
    return weights;
  }

  static FakeServer server(TrainingTaskSpec spec, float learningRate) {
    return new FakeServer(
            new Network(spec.network()).segments(),
            spec.batches().virtualWorkers(),
            learningRate,
            spec.batches().epochs())
        .start(initialWeights());
  }

  static TrainingTaskSpec spec(BatchPlan plan, int accumulate, int epochs) {
    return new TrainingTaskSpec(
        network(), plan, Augmentation.NONE, accumulate, epochs, 9, Set.of(), false, 0.1);
  }

  /** One block a leaf; the values depend on the rank alone. */
  static List<RowBlock> blocks(RowRanks ranks, boolean sparse) {
    List<RowBlock> blocks = new ArrayList<>();
    for (int leaf = 0; leaf < ranks.virtualWorkers(); leaf++) {
      blocks.add(block(ranks, leaf, sparse));
    }
    return blocks;
  }

  static RowLayout layout(boolean sparse) {
    return new RowLayout(WIDTH, 1, sparse);
  }

  private static RowBlock block(RowRanks ranks, int leaf, boolean sparse) {
    int rows = ranks.rowsOf(leaf);
    float[] values = new float[rows * WIDTH];
    int[] columns = new int[rows * WIDTH];
    int[] rowStart = new int[rows + 1];
    float[] targets = new float[rows];
    int stored = 0;
    for (int row = 0; row < rows; row++) {
      long rank = (long) row * ranks.virtualWorkers() + leaf;
      RandomStream random = new RandomStream(11, 0, 0, rank);
      for (int column = 0; column < WIDTH; column++) {
        float value = random.uniform(column) < 0.4 ? 0 : (float) random.gaussian(column);
        if (!sparse || value != 0) {
          columns[stored] = column;
          values[stored++] = value;
        }
      }
      rowStart[row + 1] = stored;
      targets[row] = random.below(WIDTH, CLASSES);
    }
    return new RowBlock(
        leaf,
        0,
        rows,
        WIDTH,
        values,
        sparse ? rowStart : null,
        sparse ? columns : null,
        targets,
        1,
        null);
  }
}
