package weir.worker.nn.layer;

import weir.proto.partition.Segment;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.InitializerSpec;

/**
 * One tensor of a layer: a parameter, or a buffer such as a running mean.
 *
 * @param name "weight", "bias", as PyTorch calls it
 * @param shape PyTorch's layout
 * @param fans of the layer's weight, also for its bias
 * @param rule {@code AVERAGE} for a buffer: where its gradient would be, the layer writes its new
 *     value times {@link LayerPass#lossWeight()}
 */
public record Parameter(
    String name, Shape shape, Fans fans, InitializerSpec initializer, Segment.Rule rule) {

  /** One that the optimizer moves. */
  public Parameter(String name, Shape shape, Fans fans, InitializerSpec initializer) {
    this(name, shape, fans, initializer, Segment.Rule.OPTIMIZE);
  }
}
