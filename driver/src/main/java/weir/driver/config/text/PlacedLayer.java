package weir.driver.config.text;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NodeSpec;

/**
 * A layer of a job file with what may be said about its place in the graph.
 *
 * @param name null: it is called by its position
 * @param inputs empty: it reads the layer before it
 */
record PlacedLayer(String name, LayerSpec layer, List<String> inputs) {
  static final Set<String> KEYS = Set.of("name", "inputs");

  /** The variant with the keys that every layer has. */
  static Variant<PlacedLayer> variant(Variant<? extends LayerSpec> layer) {
    var keys = new TreeSet<>(layer.keys());
    keys.addAll(KEYS);
    return new Variant<>(
        layer.name(),
        layer.main(),
        keys,
        section ->
            new PlacedLayer(
                section.text("name", null), layer.make().apply(section), section.texts("inputs")));
  }

  /** The layer at {@code position} of the list. */
  NodeSpec node(int position) {
    return new NodeSpec(name == null ? String.valueOf(position) : name, layer, inputs);
  }
}
