package weir.worker.nn.spec;

/**
 * A row of a table for each token id: [steps] of ids to [steps, units], weight [vocabulary, units],
 * as PyTorch's {@code Embedding}. Steps of the padding id are zeros, whatever the table holds, and
 * its row gets no gradient; layers behind that know masks pass those steps over.
 *
 * @param vocabulary number of ids, 0 to vocabulary − 1
 * @param units floats of a row of the table
 * @param padding the id of padded steps; {@link #NO_PADDING}: none
 * @param gradient whether the whole table or touched rows alone are updated in a step
 * @param weights initial weights
 */
public record EmbeddingSpec(
    int vocabulary, int units, int padding, Gradient gradient, InitializerSpec weights)
    implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** Ids travel as floats, which are exact up to here. */
  public static final int LARGEST_VOCABULARY = 1 << 24;

  /** Every step is a token. */
  public static final int NO_PADDING = -1;

  /** Which rows a step updates. */
  public enum Gradient {
    /** All: rows without gradient still move by their moments, as in PyTorch's Adam. */
    DENSE,
    /** Those that are looked up; the others rest, as in PyTorch's SparseAdam. */
    SPARSE
  }

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
    if (padding < NO_PADDING || padding >= vocabulary) {
      throw new IllegalArgumentException(
          "padding="
              + padding
              + " (expected: an id, 0 to "
              + (vocabulary - 1)
              + "); set embedding.padding");
    }
  }

  /** Without padding, dense; weights start as the standard normal distribution. */
  public EmbeddingSpec(int vocabulary, int units) {
    this(vocabulary, units, NO_PADDING, Gradient.DENSE, InitializerSpec.Normal.DEFAULT);
  }

  /** The same table with another padding id. */
  public EmbeddingSpec withPadding(int id) {
    return new EmbeddingSpec(vocabulary, units, id, gradient, weights);
  }

  /** The same table with other initial weights. */
  public EmbeddingSpec withWeights(InitializerSpec initial) {
    return new EmbeddingSpec(vocabulary, units, padding, gradient, initial);
  }

  /** The same table with another gradient. */
  public EmbeddingSpec withGradient(Gradient kind) {
    return new EmbeddingSpec(vocabulary, units, padding, kind, weights);
  }

  @Override
  public Kind kind() {
    return Kind.EMBEDDING;
  }
}
