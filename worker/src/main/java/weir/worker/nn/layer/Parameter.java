package weir.worker.nn.layer;

import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.InitializerSpec;

/**
 * One tensor of a layer.
 *
 * @param name "weight", "bias", as PyTorch calls it
 * @param shape PyTorch's layout
 * @param fans of the layer's weight, also for its bias
 */
public record Parameter(String name, Shape shape, Fans fans, InitializerSpec initializer) {}
