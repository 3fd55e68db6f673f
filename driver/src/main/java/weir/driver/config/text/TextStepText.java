package weir.driver.config.text;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import weir.driver.config.HashSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TextStep;
import weir.driver.config.TokenizerSpec;
import weir.driver.config.TokenizerSpec.Unit;
import weir.driver.config.VocabularySpec;

/** The steps {@code words}, {@code characters} and {@code hash}: {@code words: 100}. */
final class TextStepText {
  private TextStepText() {}

  static Variant<PrepareSpec> tokens(TokenizerSpec plain) {
    var keys =
        new LinkedHashSet<>(
            Set.of("columns", "steps", "vocabulary", "minCount", "padding", "truncation"));
    keys.add("lowerCase");
    if (plain.unit() == Unit.WORDS) {
      keys.add("punctuation");
    }
    return new Variant<>(
        plain.unit().key(), "steps", Set.copyOf(keys), section -> tokens(section, plain));
  }

  private static PrepareSpec tokens(Section section, TokenizerSpec plain) {
    var otherwise = TextStep.Length.of(section.need("steps", "ids of a row").integer());
    VocabularySpec most = VocabularySpec.DEFAULT;
    return new TextStep.TokenIds(
        plain
            .withLowerCase(section.flag("lowerCase", plain.lowerCase()))
            .withPunctuation(plain.unit() != Unit.WORDS || section.flag("punctuation", true)),
        new VocabularySpec(
            section.integer("vocabulary", most.size()), section.whole("minCount", most.minCount())),
        otherwise
            .withPadding(section.choice("padding", otherwise.padding()))
            .withTruncation(section.choice("truncation", otherwise.truncation())),
        section.texts("columns"));
  }

  static Variant<PrepareSpec> hash() {
    return new Variant<>(
        PrepareSpec.Kind.HASH.key(),
        "features",
        Set.of(
            "columns",
            "features",
            "ngrams",
            "tokens",
            "weight",
            "normalize",
            "lowerCase",
            "punctuation"),
        TextStepText::hash);
  }

  private static PrepareSpec hash(Section section) {
    TokenizerSpec plain = TokenizerSpec.of(section.choice("tokens", Unit.WORDS));
    HashSpec otherwise = HashSpec.DEFAULT;
    return new TextStep.Hashing(
        plain
            .withLowerCase(section.flag("lowerCase", plain.lowerCase()))
            .withPunctuation(section.flag("punctuation", plain.punctuation())),
        new HashSpec(
            section.integer("features", otherwise.features()),
            section.integer("ngrams", otherwise.ngrams()),
            section.choice("weight", otherwise.weight()),
            section.flag("normalize", otherwise.normalize())),
        section.texts("columns"));
  }

  /** Writes what is not in every step. */
  static void write(TextStep step, Map<String, Object> options) {
    TokenizerSpec tokenizer = step.tokenizer();
    if (step instanceof TextStep.TokenIds ids) {
      options.put("steps", ids.length().steps());
      options.put("vocabulary", ids.vocabulary().size());
      options.put("minCount", ids.vocabulary().minCount());
      options.put("padding", ids.length().padding().key());
      options.put("truncation", ids.length().truncation().key());
    } else {
      HashSpec hash = ((TextStep.Hashing) step).hash();
      options.put("features", hash.features());
      options.put("ngrams", hash.ngrams());
      options.put("tokens", tokenizer.unit().key());
      options.put("weight", hash.weight().key());
      options.put("normalize", hash.normalize());
    }
    options.put("lowerCase", tokenizer.lowerCase());
    if (tokenizer.unit() == Unit.WORDS) {
      options.put("punctuation", tokenizer.punctuation());
    }
  }
}
