package weir.worker.nn.spec;

import java.util.ArrayList;
import java.util.List;
import weir.tensor.Shape;

/**
 * A transformer block (Vaswani et al., "Attention Is All You Need", 2017) on [steps, features]:
 * self-attention and a feed-forward network of two dense layers, each with a residual connection
 * and a layer norm. It stands for plain layers, {@link #parts}, whose tensors are named as in
 * PyTorch's {@code TransformerEncoderLayer}: {@code self_attn.in_proj_weight}, {@code
 * linear1.weight}, {@code norm1.weight}.
 *
 * @param heads of the attention, a divisor of features
 * @param hidden units of the feed-forward network's first layer
 * @param activation after that layer
 * @param dropout rate behind the attention and behind both dense layers; 0: none
 * @param causal true: a step sees itself and earlier steps only
 */
public record TransformerBlockSpec(
    int heads, int hidden, ActivationSpec activation, double dropout, boolean causal, Norm norm)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** Where the layer norms stand. */
  public enum Norm {
    /** x + f(norm(x)): trains without warm-up (Xiong et al., 2020). */
    BEFORE,
    /** norm(x + f(x)), as in the paper. */
    AFTER
  }

  public TransformerBlockSpec {
    atLeastOne("heads", heads);
    atLeastOne("hidden", hidden);
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "dropout=" + dropout + " (expected: 0 <= dropout < 1); set transformerBlock.dropout");
    }
  }

  /** With relu, without dropout, every step seen, norms before. */
  public TransformerBlockSpec(int heads, int hidden) {
    this(heads, hidden, ActivationSpec.of(ActivationKind.RELU), 0, false, Norm.BEFORE);
  }

  /** The same block with another activation. */
  public TransformerBlockSpec withActivation(ActivationSpec other) {
    return new TransformerBlockSpec(heads, hidden, other, dropout, causal, norm);
  }

  /** The same block with another rate of dropout. */
  public TransformerBlockSpec withDropout(double rate) {
    return new TransformerBlockSpec(heads, hidden, activation, rate, causal, norm);
  }

  /** The same block, causal or not. */
  public TransformerBlockSpec withCausal(boolean choice) {
    return new TransformerBlockSpec(heads, hidden, activation, dropout, choice, norm);
  }

  /** The same block with its norms at another place. */
  public TransformerBlockSpec withNorm(Norm place) {
    return new TransformerBlockSpec(heads, hidden, activation, dropout, causal, place);
  }

  @Override
  public Kind kind() {
    return Kind.TRANSFORMER_BLOCK;
  }

  @Override
  public List<NodeSpec> parts(NodeSpec self, List<String> inputs, List<Shape> shapes) {
    if (shapes.size() != 1 || shapes.get(0).rank() != 2) {
      throw new IllegalArgumentException(
          "transformerBlock got " + shapes + " (expected: one input [steps, features])");
    }
    int features = shapes.get(0).extent(1);
    if (features % heads != 0) {
      throw new IllegalArgumentException(
          "heads="
              + heads
              + " for "
              + shapes.get(0)
              + " (expected: a divisor of "
              + features
              + "); set transformerBlock.heads");
    }
    Parts parts = new Parts(self.name(), new ArrayList<>());
    String attended = residual(parts, 1, inputs.get(0), features);
    residual(parts, 2, attended, features);
    return parts.list;
  }

  /** Attention (1) or the feed-forward network (2) with its norm and its way around. */
  private String residual(Parts parts, int number, String input, int features) {
    boolean before = norm == Norm.BEFORE;
    String read = before ? parts.add("norm" + number, LayerNormSpec.DEFAULT, input) : input;
    String result = number == 1 ? attention(parts, read) : feedForward(parts, read, features);
    String branch = dropout(parts, "dropout" + number, result);
    String sum = parts.add("add" + number, new AddSpec(), input, branch);
    return before ? sum : parts.add("norm" + number, LayerNormSpec.DEFAULT, sum);
  }

  private String attention(Parts parts, String input) {
    return parts.add("self_attn", new SelfAttentionSpec(heads, causal), input);
  }

  private String feedForward(Parts parts, String input, int features) {
    String wide = parts.add("linear1", new DenseSpec(hidden, activation), input);
    return parts.add("linear2", new DenseSpec(features), dropout(parts, "dropout", wide));
  }

  private String dropout(Parts parts, String name, String input) {
    return dropout == 0 ? input : parts.add(name, new DropoutSpec(dropout), input);
  }

  private static void atLeastOne(String key, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          key + "=" + value + " (expected: > 0); set transformerBlock." + key);
    }
  }

  /** The layers so far, all named after the block. */
  private record Parts(String block, List<NodeSpec> list) {
    String add(String name, LayerSpec layer, String... inputs) {
      NodeSpec node = new NodeSpec(block + "." + name, layer, List.of(inputs));
      list.add(node);
      return node.name();
    }
  }
}
