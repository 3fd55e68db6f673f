package weir.driver.api;

import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.InitializerSpec;

/**
 * A table of token ids and its options; made by {@link Layers#embedding}. Immutable: each method
 * returns another.
 */
public final class EmbeddingLayer implements Layer {
  private final EmbeddingSpec spec;

  EmbeddingLayer(EmbeddingSpec spec) {
    this.spec = spec;
  }

  /** Steps with this id are padding: zeros that do not train, and hidden from layers behind. */
  public EmbeddingLayer padding(int id) {
    return new EmbeddingLayer(spec.withPadding(id));
  }

  /** How the weights, {@code [vocabulary, units]}, start; see {@link Initializers}. */
  public EmbeddingLayer initializer(InitializerSpec weights) {
    return new EmbeddingLayer(spec.withWeights(weights));
  }

  /**
   * Only rows that a step looks up travel and move, those of the others rest: for tables of which a
   * batch touches little.
   */
  public EmbeddingLayer sparse() {
    return new EmbeddingLayer(spec.withGradient(EmbeddingSpec.Gradient.SPARSE));
  }

  @Override
  public EmbeddingSpec spec() {
    return spec;
  }
}
