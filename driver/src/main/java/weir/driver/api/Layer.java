package weir.driver.api;

import weir.worker.nn.spec.LayerSpec;

/** Something that stands in {@link Sequential}; made by {@link Layers}. Immutable. */
@FunctionalInterface
public interface Layer {
  /** The record that describes it. */
  LayerSpec spec();
}
