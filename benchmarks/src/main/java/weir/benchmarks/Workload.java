package weir.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.WindowSpec;

/**
 * A network, its start weights, and a few batches that every contender trains on in turn, with Adam
 * and softmax cross-entropy. Pure functions of the text that names it.
 *
 * @param name the text
 * @param batch rows of a batch
 * @param classes of the labels
 */
record Workload(String name, NetworkSpec network, int batch, int classes) {
  static final int BATCHES = 32;
  static final float LEARNING_RATE = 0.001f;
  static final float BETA1 = 0.9f;
  static final float BETA2 = 0.999f;
  static final float EPSILON = 1e-8f;

  private static final String MLP = "mlp";
  private static final String CNN = "cnn";
  private static final String SIZES = "784-512-256-10";
  private static final int CLASSES = 10;
  private static final ActivationSpec RELU = ActivationSpec.of(ActivationKind.RELU);
  private static final long SEED = 20;
  private static final float BLANK = 0.8f;

  /** {@code mlp[:SIZES[:BATCH]]}, {@code cnn[:BATCH]}. */
  static Workload of(String text) {
    String[] parts = text.split(":");
    switch (parts[0]) {
      case MLP:
        return mlp(text, parts.length > 1 ? parts[1] : SIZES, option(parts, 2, 128));
      case CNN:
        return cnn(text, option(parts, 1, 64));
      default:
        throw new IllegalArgumentException(
            "workload=" + text + " (expected: mlp[:SIZES[:BATCH]] or cnn[:BATCH])");
    }
  }

  private static int option(String[] parts, int index, int otherwise) {
    return parts.length > index ? Integer.parseInt(parts[index]) : otherwise;
  }

  /** Dense layers with relu between them; the first size is the input's, the last the classes. */
  private static Workload mlp(String text, String sizes, int batch) {
    int[] widths = Arrays.stream(sizes.split("-")).mapToInt(Integer::parseInt).toArray();
    int classes = widths[widths.length - 1];
    List<LayerSpec> layers = new ArrayList<>();
    for (int layer = 1; layer < widths.length - 1; layer++) {
      layers.add(new DenseSpec(widths[layer], RELU));
    }
    layers.add(new DenseSpec(classes));
    return new Workload(text, network(new Shape(widths[0]), layers), batch, classes);
  }

  /** Three convolutions 3×3 of 32, 64 and 128 filters, each halved by a pool, and two layers. */
  private static Workload cnn(String text, int batch) {
    List<LayerSpec> layers = new ArrayList<>();
    for (int filters = 32; filters <= 128; filters *= 2) {
      layers.add(
          new ConvolutionSpec(2, filters, new WindowSpec(Cells.of(3)))
              .withActivation(RELU)
              .withWeights(InitializerSpec.defaultFor(ActivationKind.RELU)));
      layers.add(new PoolSpec(PoolSpec.Reduction.MAX, Cells.of(2)));
    }
    layers.addAll(List.of(new FlattenSpec(), new DenseSpec(128, RELU), new DenseSpec(CLASSES)));
    return new Workload(text, network(new Shape(28, 28, 1), layers), batch, CLASSES);
  }

  private static NetworkSpec network(Shape input, List<LayerSpec> layers) {
    return NetworkSpec.sequential(input, layers, new LossSpec.SoftmaxCrossEntropy(List.of(), 0));
  }

  /** The flat vector, PyTorch's layouts. */
  float[] startWeights() {
    Network built = new Network(network);
    float[] weights = new float[built.segments().length()];
    built.initialize(SEED, weights);
    return weights;
  }

  /** Shape of a row. */
  Shape input() {
    return network.inputs().get(0).shape();
  }

  /** [batch, input] in 0..1, mostly 0 as in images of digits. */
  float[] rows(int index) {
    RandomStream random = new RandomStream(SEED, 100, index, 0);
    float[] rows = new float[batch * network.inputWidth()];
    for (int i = 0; i < rows.length; i++) {
      float ink = random.uniform(i);
      rows[i] = ink < BLANK ? 0 : (ink - BLANK) / (1 - BLANK);
    }
    return rows;
  }

  int[] labels(int index) {
    RandomStream random = new RandomStream(SEED, 101, index, 0);
    int[] labels = new int[batch];
    for (int i = 0; i < batch; i++) {
      labels[i] = random.below(i, classes);
    }
    return labels;
  }
}
