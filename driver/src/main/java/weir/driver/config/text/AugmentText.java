package weir.driver.config.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import weir.worker.augment.AugmentSpec;

/** The changes of training images under {@code train.augment}. */
final class AugmentText {
  static final Variants<AugmentSpec> VARIANTS =
      new Variants<>(
          "a change of images",
          List.of(
              new Variant<>(
                  "flip", "horizontal", Set.of("horizontal", "vertical"), AugmentText::flip),
              number("rotate", "degrees", AugmentSpec.Rotate::new),
              number("scale", "range", AugmentSpec.Scale::new),
              number("shift", "fraction", AugmentSpec.Shift::new),
              new Variant<>("crop", "padding", Set.of("padding"), AugmentText::crop),
              number("brightness", "range", AugmentSpec.Brightness::new),
              number("noise", "deviation", AugmentSpec.Noise::new)));

  private AugmentText() {}

  static List<AugmentSpec> read(Value value) {
    return value.items().stream().map(VARIANTS::read).toList();
  }

  private static Variant<AugmentSpec> number(
      String name, String key, DoubleFunction<AugmentSpec> make) {
    return new Variant<>(
        name, key, Set.of(key), section -> make.apply(section.need(key, "a number").number()));
  }

  private static AugmentSpec flip(Section section) {
    AugmentSpec.Flip otherwise = AugmentSpec.Flip.DEFAULT;
    return new AugmentSpec.Flip(
        section.number("horizontal", otherwise.horizontal()),
        section.number("vertical", otherwise.vertical()));
  }

  private static AugmentSpec crop(Section section) {
    return new AugmentSpec.Crop(section.need("padding", "a whole number").integer());
  }

  static Object write(AugmentSpec step) {
    return switch (step.kind()) {
      case FLIP -> {
        AugmentSpec.Flip flip = (AugmentSpec.Flip) step;
        yield Map.of("flip", Map.of("horizontal", flip.horizontal(), "vertical", flip.vertical()));
      }
      case ROTATE -> Map.of("rotate", ((AugmentSpec.Rotate) step).degrees());
      case SCALE -> Map.of("scale", ((AugmentSpec.Scale) step).range());
      case SHIFT -> Map.of("shift", ((AugmentSpec.Shift) step).fraction());
      case CROP -> Map.of("crop", ((AugmentSpec.Crop) step).padding());
      case BRIGHTNESS -> Map.of("brightness", ((AugmentSpec.Brightness) step).range());
      case NOISE -> Map.of("noise", ((AugmentSpec.Noise) step).deviation());
    };
  }
}
