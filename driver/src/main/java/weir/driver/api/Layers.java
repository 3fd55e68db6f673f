package weir.driver.api;

import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.AddSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.PositionalEncodingSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.SelfAttentionSpec;

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
  public static Layer embedding(int vocabulary, int units) {
    return () -> new EmbeddingSpec(vocabulary, units);
  }

  /** The same with other initial weights, {@code [vocabulary, units]}; see {@link Initializers}. */
  public static Layer embedding(int vocabulary, int units, InitializerSpec weights) {
    return () -> new EmbeddingSpec(vocabulary, units, weights);
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

  /** Normalises over the last axis. */
  public static Layer layerNorm() {
    return () -> LayerNormSpec.DEFAULT;
  }

  /** Normalises over the last axis, with this in place of 1e-5. */
  public static Layer layerNorm(double epsilon) {
    LayerNormSpec layer = new LayerNormSpec(epsilon);
    return () -> layer;
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
