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
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.TransformerBlockSpec;
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
  private static final String LSTM = "lstm";
  private static final String TRANSFORMER = "transformer";
  private static final String SIZES = "784-512-256-10";
  private static final int CLASSES = 10;
  private static final ActivationSpec RELU = ActivationSpec.of(ActivationKind.RELU);
  private static final InitializerSpec SMALL = new InitializerSpec.Normal(0, 0.02);
  private static final long SEED = 20;
  private static final float BLANK = 0.8f;

  /**
   * {@code mlp[:SIZES[:BATCH]]}, {@code cnn[:BATCH]}, {@code lstm[:BATCH]}, {@code
   * transformer[:BATCH]}.
   */
  static Workload of(String text) {
    String[] parts = text.split(":");
    switch (parts[0]) {
      case MLP:
        return mlp(text, parts.length > 1 ? parts[1] : SIZES, option(parts, 2, 128));
      case CNN:
        return cnn(text, option(parts, 1, 64));
      case LSTM:
        return lstm(text, option(parts, 1, 64));
      case TRANSFORMER:
        return transformer(text, option(parts, 1, 32));
      default:
        throw new IllegalArgumentException(
            "workload="
                + text
                + " (expected: mlp[:SIZES[:BATCH]], cnn[:BATCH], lstm[:BATCH] or"
                + " transformer[:BATCH])");
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

  /** Two recurrences of 64 units over 100 ids of 10,000, the last state to six classes. */
  private static Workload lstm(String text, int batch) {
    RecurrentSpec lstm = new RecurrentSpec(RecurrentSpec.Cell.LSTM, 64);
    List<LayerSpec> layers =
        List.of(
            new EmbeddingSpec(10_000, 64),
            lstm.withReturned(RecurrentSpec.Returned.SEQUENCE),
            lstm,
            new DenseSpec(6));
    return new Workload(text, network(new Shape(100), layers), batch, 6);
  }

  /** Four causal blocks of 128 features and 4 heads over 64 of 65 characters, the next of each. */
  private static Workload transformer(String text, int batch) {
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(new EmbeddingSpec(65, 128).withWeights(SMALL));
    layers.add(new PositionalEmbeddingSpec(SMALL));
    for (int block = 0; block < 4; block++) {
      layers.add(new TransformerBlockSpec(4, 512).withCausal(true));
    }
    layers.addAll(List.of(LayerNormSpec.DEFAULT, new DenseSpec(65)));
    return new Workload(text, network(new Shape(64), layers), batch, 65);
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

  /** True where a row is token ids. */
  boolean readsIds() {
    return network.nodes().get(0).layer().kind() == LayerSpec.Kind.EMBEDDING;
  }

  /** [batch, input] in 0..1, mostly 0 as in images of digits; or ids. */
  float[] rows(int index) {
    RandomStream random = new RandomStream(SEED, 100, index, 0);
    float[] rows = new float[batch * network.inputWidth()];
    for (int i = 0; i < rows.length; i++) {
      if (network.nodes().get(0).layer() instanceof EmbeddingSpec embedding) {
        rows[i] = random.below(i, embedding.vocabulary());
        continue;
      }
      float ink = random.uniform(i);
      rows[i] = ink < BLANK ? 0 : (ink - BLANK) / (1 - BLANK);
    }
    return rows;
  }

  /** [batch], or [batch, steps] where each step has one. */
  int[] labels(int index) {
    RandomStream random = new RandomStream(SEED, 101, index, 0);
    int[] labels = new int[batch * new Network(network).targetWidth()];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = random.below(i, classes);
    }
    return labels;
  }
}
