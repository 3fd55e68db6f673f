package weir.worker.nn.spec;

import java.io.Serializable;
import java.util.List;
import weir.tensor.Shape;

/**
 * What one layer is. A new layer is a record here, a kind, and a case in {@code LayerFactory}.
 * Immutable.
 */
public sealed interface LayerSpec extends Serializable
    permits ActivationSpec,
        AddSpec,
        BatchNormSpec,
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
        SelfAttentionSpec,
        TransformerBlockSpec {

  /** The tag that {@code switch} uses. */
  enum Kind {
    ADD,
    BATCH_NORM,
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
    RECURRENT,
    TRANSFORMER_BLOCK
  }

  /** The tag of this layer. */
  Kind kind();

  /**
   * The layers that a composed layer stands for: the first reads its inputs, the last one's output
   * is its own. Empty: it is one layer.
   *
   * @param self its place in the network
   * @param inputs names of what it reads, and their shapes per sample
   * @throws IllegalArgumentException when they do not fit
   */
  default List<NodeSpec> parts(NodeSpec self, List<String> inputs, List<Shape> shapes) {
    return List.of();
  }

  /** The function that its output went through last; a loss may contain it. */
  default ActivationKind outputFunction() {
    return ActivationKind.IDENTITY;
  }

  /** The same layer without that function. */
  default LayerSpec withoutOutputFunction() {
    return this;
  }
}
