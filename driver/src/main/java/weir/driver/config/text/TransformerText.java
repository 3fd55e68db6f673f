package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import weir.driver.config.Choice;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.TransformerBlockSpec;

/** {@code transformerBlock: {heads: 4, hidden: 256, causal: true}}. */
final class TransformerText {
  private static final Set<String> KEYS =
      Set.of("heads", "hidden", "activation", "dropout", "causal", "norm");

  private enum Norm implements Choice {
    BEFORE,
    AFTER;

    static Norm of(TransformerBlockSpec.Norm norm) {
      return switch (norm) {
        case BEFORE -> BEFORE;
        case AFTER -> AFTER;
      };
    }

    TransformerBlockSpec.Norm norm() {
      return switch (this) {
        case BEFORE -> TransformerBlockSpec.Norm.BEFORE;
        case AFTER -> TransformerBlockSpec.Norm.AFTER;
      };
    }
  }

  private TransformerText() {}

  static Variant<LayerSpec> variant() {
    return new Variant<>("transformerBlock", null, KEYS, TransformerText::read);
  }

  private static TransformerBlockSpec read(Section section) {
    TransformerBlockSpec plain =
        new TransformerBlockSpec(
            section.need("heads", "a whole number > 0").integer(),
            section.need("hidden", "a whole number > 0").integer());
    return new TransformerBlockSpec(
        plain.heads(),
        plain.hidden(),
        section.find("activation").map(ActivationText.VARIANTS::read).orElse(plain.activation()),
        section.number("dropout", plain.dropout()),
        section.flag("causal", plain.causal()),
        section.choice("norm", Norm.of(plain.norm())).norm());
  }

  static Object write(TransformerBlockSpec block) {
    var map = new LinkedHashMap<String, Object>();
    map.put("heads", block.heads());
    map.put("hidden", block.hidden());
    map.put("activation", ActivationText.write(block.activation()));
    map.put("dropout", block.dropout());
    map.put("causal", block.causal());
    map.put("norm", Norm.of(block.norm()).key());
    return Map.of("transformerBlock", map);
  }
}
