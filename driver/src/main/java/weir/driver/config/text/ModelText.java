package weir.driver.config.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.driver.config.ModelSpec;
import weir.tensor.Shape;
import weir.worker.nn.spec.LayerSpec;

/** The section {@code model}. */
final class ModelText {
  static final Set<String> KEYS = Set.of("input", "layers");

  private ModelText() {}

  static ModelSpec read(Section model) {
    List<LayerSpec> layers =
        model.need("layers", "a list of layers").items().stream()
            .map(LayerText.VARIANTS::read)
            .toList();
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
    map.put("layers", model.layers().stream().map(LayerText::write).toList());
    return map;
  }
}
