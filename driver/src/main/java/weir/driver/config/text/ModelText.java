package weir.driver.config.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import weir.driver.config.ModelSpec;
import weir.tensor.Shape;
import weir.worker.nn.spec.NodeSpec;

/** The section {@code model}. */
final class ModelText {
  static final Set<String> KEYS = Set.of("input", "layers");

  private ModelText() {}

  static ModelSpec read(Section model) {
    var layers = new ArrayList<NodeSpec>();
    for (Value item : model.need("layers", "a list of layers").items()) {
      PlacedLayer layer = LayerText.VARIANTS.read(item);
      layers.add(item.located(() -> layer.node(layers.size())));
    }
    Shape input = model.find("input").map(ModelText::shape).orElse(null);
    return model.value().located(() -> new ModelSpec(input, layers));
  }

  private static Shape shape(Value value) {
    int[] extents = value.items().stream().mapToInt(Value::integer).toArray();
    if (extents.length < 1 || extents.length > 3) {
      throw value.wrong("[features], [steps, features] or [height, width, channels]");
    }
    return value.located(() -> new Shape(extents));
  }

  static Map<String, Object> write(ModelSpec model) {
    var map = new LinkedHashMap<String, Object>();
    if (model.input() != null) {
      map.put("input", Arrays.stream(model.input().extents()).boxed().toList());
    }
    var layers = new ArrayList<>();
    for (NodeSpec layer : model.nodes()) {
      layers.add(LayerText.write(layer, layers.size()));
    }
    map.put("layers", layers);
    return map;
  }
}
