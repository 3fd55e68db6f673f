package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import weir.driver.config.Choice;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.LayerSpec;

/** {@code embedding: {vocabulary: 10000, units: 64, padding: 0, gradient: sparse}}. */
final class EmbeddingText {
  private static final Set<String> KEYS =
      Set.of("vocabulary", "units", "padding", "gradient", "initializer");

  private enum Gradient implements Choice {
    DENSE,
    SPARSE;

    static Gradient of(EmbeddingSpec.Gradient gradient) {
      return valueOf(gradient.name());
    }

    EmbeddingSpec.Gradient gradient() {
      return EmbeddingSpec.Gradient.valueOf(name());
    }
  }

  private EmbeddingText() {}

  static Variant<LayerSpec> variant() {
    return new Variant<>("embedding", null, KEYS, EmbeddingText::read);
  }

  private static EmbeddingSpec read(Section section) {
    EmbeddingSpec plain =
        new EmbeddingSpec(
            section.need("vocabulary", "a whole number > 0").integer(),
            section.need("units", "a whole number > 0").integer());
    return plain
        .withPadding(padding(section, plain))
        .withGradient(section.choice("gradient", Gradient.of(plain.gradient())).gradient())
        .withWeights(InitializerText.read(section, "initializer", plain.weights()));
  }

  private static int padding(Section section, EmbeddingSpec plain) {
    int id = section.integer("padding", plain.padding());
    if (id < 0 && section.find("padding").isPresent()) {
      throw section.need("padding", "an id").wrong("a token id, 0 to " + (plain.vocabulary() - 1));
    }
    return id;
  }

  static Object write(EmbeddingSpec embedding) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("vocabulary", embedding.vocabulary());
    map.put("units", embedding.units());
    if (embedding.padding() != EmbeddingSpec.NO_PADDING) {
      map.put("padding", embedding.padding());
    }
    map.put("gradient", Gradient.of(embedding.gradient()).key());
    map.put("initializer", InitializerText.write(embedding.weights()));
    return Map.of("embedding", map);
  }
}
