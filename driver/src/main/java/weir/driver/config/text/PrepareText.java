package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TextStep;
import weir.driver.config.TokenizerSpec;

/** The steps of {@code data.prepare}. */
final class PrepareText {
  static final Variants<PrepareSpec> VARIANTS =
      new Variants<>(
          "a step of preparation",
          List.of(
              columns("scale", PrepareSpec.Scale::new),
              columns("standardize", PrepareSpec.Standardize::new),
              columns("oneHot", PrepareSpec.OneHot::new),
              new Variant<>(
                  "impute", "strategy", Set.of("strategy", "columns"), PrepareText::impute),
              Variant.of("dropDuplicates", new PrepareSpec.DropDuplicates()),
              TextStepText.tokens(TokenizerSpec.WORDS),
              TextStepText.tokens(TokenizerSpec.CHARACTERS),
              TextStepText.hash()));

  private PrepareText() {}

  private static Variant<PrepareSpec> columns(
      String name, Function<List<String>, PrepareSpec> make) {
    return new Variant<>(
        name, "columns", Set.of("columns"), section -> make.apply(section.texts("columns")));
  }

  private static PrepareSpec impute(Section section) {
    return new PrepareSpec.Impute(
        section.choice("strategy", PrepareSpec.Impute.DEFAULT_STRATEGY), section.texts("columns"));
  }

  static Object write(PrepareSpec step) {
    var options = new LinkedHashMap<String, Object>();
    if (step instanceof PrepareSpec.Impute impute) {
      options.put("strategy", impute.strategy().key());
    } else if (step instanceof TextStep text) {
      TextStepText.write(text, options);
    }
    if (!step.columns().isEmpty()) {
      options.put("columns", step.columns());
    }
    return options.isEmpty() ? step.kind().key() : Map.of(step.kind().key(), options);
  }
}
