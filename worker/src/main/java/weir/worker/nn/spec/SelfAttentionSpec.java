package weir.worker.nn.spec;

/**
 * Multi-head self-attention (Vaswani et al., "Attention Is All You Need", 2017) on [steps,
 * features], as PyTorch's {@code MultiheadAttention} with one input: {@code in_proj_weight} [3 ·
 * features, features] has the rows of query, key and value, head h uses columns {@code h · features
 * / heads …} of each.
 *
 * @param heads a divisor of features
 * @param causal true: a step sees itself and earlier steps only
 * @param weights initial weights of both projections; their biases start at zero
 */
public record SelfAttentionSpec(int heads, boolean causal, InitializerSpec weights)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  public SelfAttentionSpec {
    if (heads < 1) {
      throw new IllegalArgumentException(
          "heads=" + heads + " (expected: > 0); set selfAttention.heads");
    }
  }

  /** With Xavier's weights, as in PyTorch. */
  public SelfAttentionSpec(int heads, boolean causal) {
    this(heads, causal, InitializerSpec.Scaled.of(InitializerSpec.Scheme.XAVIER));
  }

  @Override
  public Kind kind() {
    return Kind.SELF_ATTENTION;
  }
}
