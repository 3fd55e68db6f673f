package weir.driver.api;

import weir.tensor.Shape;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.AddSpec;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.GlobalAveragePoolSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.PoolSpec.Reduction;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.PositionalEncodingSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.ReshapeSpec;
import weir.worker.nn.spec.SelfAttentionSpec;
import weir.worker.nn.spec.TransformerBlockSpec;
import weir.worker.nn.spec.WindowSpec;

/** The layers of {@link Sequential}. For static import. */
public final class Layers {
  private Layers() {}

  /** A fully connected layer: {@code [.., in]} to {@code [.., units]}. */
  public static DenseLayer dense(int units) {
    return new DenseLayer(units);
  }

  /** In training, each number is 0 with probability {@code rate}; {@code 0 <= rate < 1}. */
  public static Layer dropout(double rate) {
    DropoutSpec dropout = new DropoutSpec(rate);
    return () -> dropout;
  }

  /**
   * A trained row of {@code units} numbers for each token id: {@code [steps]} to {@code [steps,
   * units]}.
   *
   * @param vocabulary number of ids, 0 to vocabulary − 1
   */
  public static EmbeddingLayer embedding(int vocabulary, int units) {
    return new EmbeddingLayer(new EmbeddingSpec(vocabulary, units));
  }

  /** The sum of two or more layers of one shape, named by {@link Layer#named}. */
  public static Layer add(String... inputs) {
    Layer layer = AddSpec::new;
    return layer.reading(inputs);
  }

  /** Adds a trained row to each step of {@code [steps, features]}. */
  public static Layer positionalEmbedding() {
    return () -> PositionalEmbeddingSpec.DEFAULT;
  }

  /** The same with other initial weights, {@code [steps, features]}; see {@link Initializers}. */
  public static Layer positionalEmbedding(InitializerSpec weights) {
    return () -> new PositionalEmbeddingSpec(weights);
  }

  /** Adds fixed sine and cosine waves to each step of {@code [steps, features]}. */
  public static Layer positionalEncoding() {
    return PositionalEncodingSpec::new;
  }

  /** Multi-head self-attention, {@code [steps, features]}; {@code heads} divides features. */
  public static Layer selfAttention(int heads) {
    SelfAttentionSpec attention = new SelfAttentionSpec(heads, false);
    return () -> attention;
  }

  /** The same where a step sees itself and earlier steps only. */
  public static Layer causalSelfAttention(int heads) {
    SelfAttentionSpec attention = new SelfAttentionSpec(heads, true);
    return () -> attention;
  }

  /** Self-attention with options. */
  public static Layer selfAttention(SelfAttentionSpec attention) {
    return () -> attention;
  }

  /**
   * Self-attention and a feed-forward network, each with a residual connection and a layer norm:
   * {@code [steps, features]} to the same; {@code heads} divides features.
   *
   * @param hidden units of the feed-forward network's first layer
   */
  public static TransformerBlock transformerBlock(int heads, int hidden) {
    return new TransformerBlock(new TransformerBlockSpec(heads, hidden));
  }

  /** Normalises each feature over the rows of a virtual worker's micro-batch. */
  public static Layer batchNorm() {
    return () -> BatchNormSpec.DEFAULT;
  }

  /** The same with these in place of 0.1 and 1e-5. */
  public static Layer batchNorm(double momentum, double epsilon) {
    BatchNormSpec layer = new BatchNormSpec(momentum, epsilon);
    return () -> layer;
  }

  /** Normalises over the last axis. */
  public static Layer layerNorm() {
    return () -> LayerNormSpec.DEFAULT;
  }

  /** Normalises over the last axis, with this in place of 1e-5. */
  public static Layer layerNorm(double epsilon) {
    LayerNormSpec layer = new LayerNormSpec(epsilon);
    return () -> layer;
  }

  /** A convolution of images: {@code [height, width, in]} to {@code [height, width, filters]}. */
  public static ConvolutionLayer conv2d(int filters, int kernel) {
    return conv2d(filters, kernel, kernel);
  }

  /** The same with a kernel of {@code vertical} by {@code horizontal} cells. */
  public static ConvolutionLayer conv2d(int filters, int vertical, int horizontal) {
    return new ConvolutionLayer(
        new ConvolutionSpec(2, filters, new WindowSpec(new Cells(vertical, horizontal))));
  }

  /** A convolution along sequences: {@code [steps, in]} to {@code [steps, filters]}. */
  public static ConvolutionLayer conv1d(int filters, int kernel) {
    return new ConvolutionLayer(new ConvolutionSpec(1, filters, new WindowSpec(Cells.of(kernel))));
  }

  /** The largest cell of each {@code kernel} by {@code kernel}, side by side; or along steps. */
  public static PoolLayer maxPool(int kernel) {
    return maxPool(kernel, kernel);
  }

  /** The same with a kernel of {@code vertical} by {@code horizontal} cells. */
  public static PoolLayer maxPool(int vertical, int horizontal) {
    return new PoolLayer(new PoolSpec(Reduction.MAX, new Cells(vertical, horizontal)));
  }

  /** The mean of each {@code kernel} by {@code kernel} cells, side by side; or along steps. */
  public static PoolLayer averagePool(int kernel) {
    return averagePool(kernel, kernel);
  }

  /** The same with a kernel of {@code vertical} by {@code horizontal} cells. */
  public static PoolLayer averagePool(int vertical, int horizontal) {
    return new PoolLayer(new PoolSpec(Reduction.AVERAGE, new Cells(vertical, horizontal)));
  }

  /** The mean over all cells or steps: {@code [height, width, channels]} to {@code [channels]}. */
  public static Layer globalAveragePool() {
    return GlobalAveragePoolSpec::new;
  }

  /**
   * The same numbers in another shape; {@code [height, width, channels]} is filled in PyTorch's
   * order C·H·W.
   */
  public static Layer reshape(int... shape) {
    ReshapeSpec reshape = new ReshapeSpec(new Shape(shape));
    return () -> reshape;
  }

  /** Any shape to one dimension, images in PyTorch's order C·H·W. */
  public static Layer flatten() {
    return FlattenSpec::new;
  }

  /** Long short-term memory: {@code [steps, features]} to {@code [units]}. */
  public static RecurrentLayer lstm(int units) {
    return new RecurrentLayer(new RecurrentSpec(RecurrentSpec.Cell.LSTM, units));
  }

  /** A gated recurrent unit: {@code [steps, features]} to {@code [units]}. */
  public static RecurrentLayer gru(int units) {
    return new RecurrentLayer(new RecurrentSpec(RecurrentSpec.Cell.GRU, units));
  }

  /** The plain recurrence: {@code [steps, features]} to {@code [units]}. */
  public static RecurrentLayer simpleRnn(int units) {
    return new RecurrentLayer(new RecurrentSpec(RecurrentSpec.Cell.SIMPLE_RNN, units));
  }

  /** An activation as a layer of its own. */
  public static Layer activation(ActivationKind function) {
    return activation(ActivationSpec.of(function));
  }

  /** An activation with options, such as {@code ActivationSpec.leakyRelu(0.2)}. */
  public static Layer activation(ActivationSpec activation) {
    return () -> activation;
  }
}
