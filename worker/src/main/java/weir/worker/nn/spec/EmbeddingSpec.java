package weir.worker.nn.spec;

/**
 * A row of a table for each token id: [steps] of ids to [steps, units], weight [vocabulary, units],
 * as PyTorch's {@code Embedding}.
 *
 * @param vocabulary number of ids, 0 to vocabulary − 1
 * @param units floats of a row of the table
 * @param weights initial weights
 */
public record EmbeddingSpec(int vocabulary, int units, InitializerSpec weights)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** Ids travel as floats, which are exact up to here. */
  public static final int LARGEST_VOCABULARY = 1 << 24;

  public EmbeddingSpec {
    if (vocabulary < 1 || vocabulary > LARGEST_VOCABULARY) {
      throw new IllegalArgumentException(
          "vocabulary="
              + vocabulary
              + " (expected: 1 to "
              + LARGEST_VOCABULARY
              + "); set embedding.vocabulary");
    }
    if (units < 1) {
      throw new IllegalArgumentException(
          "units=" + units + " (expected: > 0); set embedding.units");
    }
  }

  /** With weights that start as the standard normal distribution. */
  public EmbeddingSpec(int vocabulary, int units) {
    this(vocabulary, units, InitializerSpec.Normal.DEFAULT);
  }

  @Override
  public Kind kind() {
    return Kind.EMBEDDING;
  }
}
