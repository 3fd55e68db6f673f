package weir.driver.api;

import java.util.List;
import weir.worker.nn.spec.LayerSpec;

/** A layer that has a name, or reads others than the one before it. */
record PlacedLayer(LayerSpec spec, String name, List<String> inputs) implements Layer {}
