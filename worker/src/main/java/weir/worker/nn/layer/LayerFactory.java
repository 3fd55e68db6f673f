package weir.worker.nn.layer;

import java.util.List;
import weir.tensor.Blas;
import weir.tensor.Shape;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.ReshapeSpec;
import weir.worker.nn.spec.SelfAttentionSpec;

/** From description to behaviour. Immutable. */
public final class LayerFactory {
  private final Blas blas;

  /** Layers whose matrix products {@code blas} computes. */
  public LayerFactory(Blas blas) {
    this.blas = blas;
  }

  /**
   * The layer that {@code spec} describes.
   *
   * @param inputs shapes of its inputs, per sample
   * @throws IllegalArgumentException when they do not fit
   */
  public Layer create(LayerSpec spec, List<Shape> inputs) {
    return switch (spec.kind()) {
      case ADD -> new Add(inputs);
      case BATCH_NORM -> new BatchNorm((BatchNormSpec) spec, only(inputs));
      case DENSE -> new Dense((DenseSpec) spec, only(inputs), blas);
      case DROPOUT -> new Dropout((DropoutSpec) spec, only(inputs));
      case LAYER_NORM -> new LayerNorm((LayerNormSpec) spec, only(inputs));
      case POSITIONAL_EMBEDDING ->
          new PositionalEmbedding((PositionalEmbeddingSpec) spec, only(inputs));
      case POSITIONAL_ENCODING -> new PositionalEncoding(only(inputs));
      case SELF_ATTENTION -> new SelfAttention((SelfAttentionSpec) spec, only(inputs), blas);
      case CONVOLUTION -> new Convolution((ConvolutionSpec) spec, only(inputs), blas);
      case POOL -> Pool.of((PoolSpec) spec, only(inputs));
      case GLOBAL_AVERAGE_POOL -> new GlobalAveragePool(only(inputs));
      case RESHAPE -> new Reshape(only(inputs), ((ReshapeSpec) spec).shape());
      case ACTIVATION -> activation((ActivationSpec) spec, only(inputs));
      case EMBEDDING -> new Embedding((EmbeddingSpec) spec, only(inputs));
      case FLATTEN -> new Flatten(only(inputs));
      case RECURRENT -> new Recurrent((RecurrentSpec) spec, inputs, blas);
      case TRANSFORMER_BLOCK -> throw new IllegalStateException("a block is made of its parts");
    };
  }

  private static Layer activation(ActivationSpec spec, Shape input) {
    int axis = spec.axis() < 0 ? input.rank() + spec.axis() : spec.axis();
    if (axis < 0 || axis >= input.rank()) {
      throw new IllegalArgumentException(
          "axis=" + spec.axis() + " of " + input + " (expected: a dimension of the input)");
    }
    return axis == input.rank() - 1
        ? new ActivationLayer(spec, input)
        : new AxisActivation(spec, input, axis);
  }

  private static Shape only(List<Shape> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException("inputs=" + inputs + " (expected: exactly one)");
    }
    return inputs.get(0);
  }
}
