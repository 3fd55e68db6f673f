package weir.worker.nn.spec;

/**
 * Adds waves to each step of a sequence [steps, features] (Vaswani et al., "Attention Is All You
 * Need", 2017, section 3.5): {@code sin(step / 10000^(2i / features))} to feature 2i, the cosine of
 * the same to feature 2i + 1. Nothing is trained.
 */
public record PositionalEncodingSpec() implements LayerSpec {
  private static final long serialVersionUID = 1;

  @Override
  public Kind kind() {
    return Kind.POSITIONAL_ENCODING;
  }
}
