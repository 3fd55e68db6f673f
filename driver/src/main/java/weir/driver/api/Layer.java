package weir.driver.api;

import java.util.List;
import weir.worker.nn.spec.LayerSpec;

/** Something that stands in {@link Sequential}; made by {@link Layers}. Immutable. */
@FunctionalInterface
public interface Layer {
  /** The record that describes it. */
  LayerSpec spec();

  /** What other layers call it, and its tensors begin with; empty: its position, from 0. */
  default String name() {
    return "";
  }

  /** Names of the layers it reads; empty: the one before it. */
  default List<String> inputs() {
    return List.of();
  }

  /** The same layer with a name by which others can read it. */
  default Layer named(String name) {
    return new PlacedLayer(spec(), name, inputs());
  }

  /** The same layer reading others than the one before it; {@code input} is the network's. */
  default Layer reading(String... layers) {
    return new PlacedLayer(spec(), name(), List.of(layers));
  }
}
