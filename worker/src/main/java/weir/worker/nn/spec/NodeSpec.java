package weir.worker.nn.spec;

import java.io.Serializable;
import java.util.List;

/**
 * A layer's place in a network.
 *
 * @param name tensors are called {@code name.weight}, {@code name.bias}
 * @param inputs names of earlier nodes or of network inputs; empty: the node before this one
 */
public record NodeSpec(String name, LayerSpec layer, List<String> inputs) implements Serializable {
  private static final long serialVersionUID = 1;

  public NodeSpec {
    inputs = List.copyOf(inputs);
    if (name.isBlank()) {
      throw new IllegalArgumentException("a layer's name is blank (expected: a name)");
    }
  }

  /** A layer that reads the node before it. */
  public NodeSpec(String name, LayerSpec layer) {
    this(name, layer, List.of());
  }
}
