package weir.worker.nn.spec;

import java.io.Serializable;

/**
 * What one layer is. A new layer is a record here, a kind, and a case in {@code LayerFactory}.
 * Immutable.
 */
public sealed interface LayerSpec extends Serializable
    permits ActivationSpec,
        AddSpec,
        ConvolutionSpec,
        DenseSpec,
        DropoutSpec,
        EmbeddingSpec,
        FlattenSpec,
        GlobalAveragePoolSpec,
        LayerNormSpec,
        PoolSpec,
        PositionalEmbeddingSpec,
        PositionalEncodingSpec,
        RecurrentSpec,
        ReshapeSpec,
        SelfAttentionSpec {

  /** The tag that {@code switch} uses. */
  enum Kind {
    ADD,
    DENSE,
    DROPOUT,
    LAYER_NORM,
    POSITIONAL_EMBEDDING,
    POSITIONAL_ENCODING,
    SELF_ATTENTION,
    CONVOLUTION,
    POOL,
    GLOBAL_AVERAGE_POOL,
    RESHAPE,
    ACTIVATION,
    EMBEDDING,
    FLATTEN,
    RECURRENT
  }

  /** The tag of this layer. */
  Kind kind();

  /** The function that its output went through last; a loss may contain it. */
  default ActivationKind outputFunction() {
    return ActivationKind.IDENTITY;
  }

  /** The same layer without that function. */
  default LayerSpec withoutOutputFunction() {
    return this;
  }
}
