package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerSpec;

/** The layers {@code conv2d} and {@code conv1d}. */
final class ConvolutionText {
  static final Set<String> KEYS =
      WindowText.keysAnd(
          "filters", "groups", "activation", "initializer", "bias", "biasInitializer");

  private ConvolutionText() {}

  static Variant<LayerSpec> variant(int dimensions) {
    return new Variant<>(
        "conv" + dimensions + "d", null, KEYS, section -> read(section, dimensions));
  }

  private static LayerSpec read(Section section, int dimensions) {
    int filters = section.need("filters", "a whole number > 0").integer();
    var plain = new ConvolutionSpec(dimensions, filters, WindowText.read(section));
    ActivationSpec activation =
        section.find("activation").map(ActivationText.VARIANTS::read).orElse(plain.activation());
    InitializerSpec weights = InitializerSpec.defaultFor(activation.function());
    return plain
        .withGroups(section.integer("groups", plain.groups()))
        .withActivation(activation)
        .withWeights(InitializerText.read(section, "initializer", weights))
        .withBias(
            InitializerText.read(section, "biasInitializer", plain.bias()),
            section.flag("bias", plain.useBias()));
  }

  static Object write(ConvolutionSpec convolution) {
    var map = new LinkedHashMap<String, Object>();
    map.put("filters", convolution.filters());
    WindowText.write(convolution.window(), map);
    map.put("groups", convolution.groups());
    map.put("activation", ActivationText.write(convolution.activation()));
    map.put("initializer", InitializerText.write(convolution.weights()));
    map.put("bias", convolution.useBias());
    map.put("biasInitializer", InitializerText.write(convolution.bias()));
    return Map.of(convolution.name(), map);
  }
}
