package weir.driver.api;

import java.util.List;
import weir.driver.config.HashSpec;
import weir.driver.config.HashSpec.Weight;
import weir.driver.config.TextStep;
import weir.driver.config.TokenizerSpec;
import weir.driver.config.TokenizerSpec.Unit;

/**
 * Texts as sparse rows of hashed runs of tokens. Made by {@link TextSteps}. Immutable: each method
 * returns another.
 */
public final class HashStep {
  private final TextStep.Hashing spec;

  HashStep(int features) {
    this(
        new TextStep.Hashing(
            TokenizerSpec.WORDS, HashSpec.DEFAULT.withFeatures(features), List.of()));
  }

  private HashStep(TextStep.Hashing spec) {
    this.spec = spec;
  }

  /** Runs of 1 to so many tokens are features; 1 when left out. */
  public HashStep ngrams(int most) {
    return with(spec.tokenizer(), spec.hash().withNgrams(most));
  }

  /** What a feature that occurs counts; as often as it occurs when left out. */
  public HashStep weight(Weight weight) {
    return with(spec.tokenizer(), spec.hash().withWeight(weight));
  }

  /** Rows stay as they are, not divided by their norm. */
  public HashStep withoutNormalization() {
    return with(spec.tokenizer(), spec.hash().withNormalize(false));
  }

  /** Tokens are characters as they are, not words in lower case. */
  public HashStep characters() {
    return with(TokenizerSpec.of(Unit.CHARACTERS), spec.hash());
  }

  /** Whether letters become small ones. */
  public HashStep lowerCase(boolean lower) {
    return with(spec.tokenizer().withLowerCase(lower), spec.hash());
  }

  /** Only words are tokens, no signs. */
  public HashStep withoutPunctuation() {
    return with(spec.tokenizer().withPunctuation(false), spec.hash());
  }

  /** The column of texts; not needed where there is one. */
  public HashStep column(String name) {
    return new HashStep(new TextStep.Hashing(spec.tokenizer(), spec.hash(), List.of(name)));
  }

  private HashStep with(TokenizerSpec tokenizer, HashSpec hash) {
    return new HashStep(new TextStep.Hashing(tokenizer, hash, spec.columns()));
  }

  /** The record that describes it. */
  public TextStep.Hashing spec() {
    return spec;
  }
}
