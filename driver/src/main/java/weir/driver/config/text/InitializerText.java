package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import weir.driver.config.Choice;
import weir.worker.nn.spec.InitializerSpec;

/** How tensors start: {@code he}, {@code {normal: 0.02}}, {@code {xavier: {gain: 2}}}. */
final class InitializerText {
  private enum Distribution implements Choice {
    UNIFORM,
    NORMAL
  }

  static final Variants<InitializerSpec> VARIANTS =
      new Variants<>(
          "an initializer",
          List.of(
              Variant.of("zeros", InitializerSpec.ZEROS),
              new Variant<>(
                  "constant",
                  "value",
                  Set.of("value"),
                  s -> new InitializerSpec.Constant(s.need("value", "a number").number())),
              new Variant<>(
                  "normal", "deviation", Set.of("mean", "deviation"), InitializerText::normal),
              new Variant<>("uniform", "high", Set.of("low", "high"), InitializerText::uniform),
              scaled(InitializerSpec.Scheme.XAVIER),
              scaled(InitializerSpec.Scheme.HE),
              scaled(InitializerSpec.Scheme.LECUN)));

  private InitializerText() {}

  /** The initializer at {@code key}, if one was written. */
  static InitializerSpec read(Section section, String key, InitializerSpec otherwise) {
    return section.find(key).map(VARIANTS::read).orElse(otherwise);
  }

  private static InitializerSpec normal(Section section) {
    var otherwise = InitializerSpec.Normal.DEFAULT;
    return new InitializerSpec.Normal(
        section.number("mean", otherwise.mean()),
        section.number("deviation", otherwise.deviation()));
  }

  /** A bare number is the bound of both sides. */
  private static InitializerSpec uniform(Section section) {
    double high = section.number("high", InitializerSpec.Uniform.DEFAULT.high());
    var otherwise = InitializerSpec.Uniform.within(high);
    return new InitializerSpec.Uniform(section.number("low", otherwise.low()), high);
  }

  private static Variant<InitializerSpec> scaled(InitializerSpec.Scheme scheme) {
    return new Variant<>(
        name(scheme),
        "distribution",
        Set.of("distribution", "gain"),
        section ->
            new InitializerSpec.Scaled(
                scheme,
                switch (section.choice("distribution", Distribution.UNIFORM)) {
                  case UNIFORM -> InitializerSpec.Distribution.UNIFORM;
                  case NORMAL -> InitializerSpec.Distribution.NORMAL;
                },
                section.number("gain", InitializerSpec.Scaled.of(scheme).gain())));
  }

  private static String name(InitializerSpec.Scheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT);
  }

  static Object write(InitializerSpec initializer) {
    var map = new LinkedHashMap<String, Object>();
    String name =
        switch (initializer.kind()) {
          case CONSTANT -> {
            map.put("value", ((InitializerSpec.Constant) initializer).value());
            yield "constant";
          }
          case NORMAL -> {
            var normal = (InitializerSpec.Normal) initializer;
            map.put("mean", normal.mean());
            map.put("deviation", normal.deviation());
            yield "normal";
          }
          case UNIFORM -> {
            var uniform = (InitializerSpec.Uniform) initializer;
            map.put("low", uniform.low());
            map.put("high", uniform.high());
            yield "uniform";
          }
          case SCALED -> {
            var scaled = (InitializerSpec.Scaled) initializer;
            map.put("distribution", scaled.distribution().name().toLowerCase(Locale.ROOT));
            map.put("gain", scaled.gain());
            yield name(scaled.scheme());
          }
        };
    return initializer.equals(InitializerSpec.ZEROS) ? "zeros" : Map.of(name, map);
  }
}
