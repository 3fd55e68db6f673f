package weir.worker.nn.spec;

/**
 * Adds a trained row to each step of a sequence: {@code y[step] = x[step] + weight[step]}, weight
 * and input [steps, features].
 *
 * @param weights initial weights
 */
public record PositionalEmbeddingSpec(InitializerSpec weights) implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** Starts as N(0, 0.02²). */
  public static final PositionalEmbeddingSpec DEFAULT =
      new PositionalEmbeddingSpec(new InitializerSpec.Normal(0, 0.02));

  @Override
  public Kind kind() {
    return Kind.POSITIONAL_EMBEDDING;
  }
}
