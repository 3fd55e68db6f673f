package weir.driver.config.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.driver.config.AverageSettings;

/** {@code optimizer.average}. */
final class AverageText {
  static final Variants<AverageSettings> VARIANTS =
      new Variants<>(
          "an average of the weights",
          List.of(
              Variant.of("none", AverageSettings.NONE),
              new Variant<>("ema", "decay", Set.of("decay", "startEpoch"), AverageText::ema),
              new Variant<>("mean", "startEpoch", Set.of("startEpoch"), AverageText::mean)));

  private AverageText() {}

  private static AverageSettings ema(Section section) {
    AverageSettings otherwise = AverageSettings.EMA;
    return new AverageSettings(
        otherwise.kind(),
        section.number("decay", otherwise.decay()),
        section.number("startEpoch", otherwise.startEpoch()));
  }

  private static AverageSettings mean(Section section) {
    AverageSettings otherwise = AverageSettings.MEAN;
    return new AverageSettings(
        otherwise.kind(), 0, section.number("startEpoch", otherwise.startEpoch()));
  }

  static Object write(AverageSettings average) {
    return switch (average.kind()) {
      case NONE -> "none";
      case EMA ->
          Map.of("ema", Map.of("decay", average.decay(), "startEpoch", average.startEpoch()));
      case MEAN -> Map.of("mean", Map.of("startEpoch", average.startEpoch()));
    };
  }
}
