package weir.driver.api;

import java.util.List;
import weir.driver.config.TextStep;
import weir.driver.config.TextStep.Side;
import weir.driver.config.TokenizerSpec;
import weir.driver.config.VocabularySpec;

/**
 * Texts as ids of their tokens: 0 is padding, 1 any unknown token, 2 the most frequent one of the
 * training rows. Made by {@link TextSteps}. Immutable: each method returns another.
 */
public final class TokenStep {
  private final TextStep.TokenIds spec;

  TokenStep(TokenizerSpec tokenizer, int steps) {
    this(
        new TextStep.TokenIds(
            tokenizer, VocabularySpec.DEFAULT, TextStep.Length.of(steps), List.of()));
  }

  private TokenStep(TextStep.TokenIds spec) {
    this.spec = spec;
  }

  /** Ids in all, at most, with padding and unknown; 10,000 when left out. */
  public TokenStep vocabulary(int ids) {
    return with(spec.tokenizer(), spec.vocabulary().withSize(ids), spec.length());
  }

  /** How often a token must occur to get an id. */
  public TokenStep minCount(long least) {
    return with(spec.tokenizer(), spec.vocabulary().withMinCount(least), spec.length());
  }

  /** Where shorter texts are filled up; in front when left out. */
  public TokenStep padding(Side side) {
    return with(spec.tokenizer(), spec.vocabulary(), spec.length().withPadding(side));
  }

  /** Where longer texts are cut; in front when left out. */
  public TokenStep truncation(Side side) {
    return with(spec.tokenizer(), spec.vocabulary(), spec.length().withTruncation(side));
  }

  /** Whether letters become small ones; of words they do when left out. */
  public TokenStep lowerCase(boolean lower) {
    return with(spec.tokenizer().withLowerCase(lower), spec.vocabulary(), spec.length());
  }

  /** Only words are tokens, no signs. */
  public TokenStep withoutPunctuation() {
    return with(spec.tokenizer().withPunctuation(false), spec.vocabulary(), spec.length());
  }

  /** The columns of texts, each with a vocabulary of its own; all when left out. */
  public TokenStep columns(String... names) {
    return new TokenStep(
        new TextStep.TokenIds(spec.tokenizer(), spec.vocabulary(), spec.length(), List.of(names)));
  }

  private TokenStep with(
      TokenizerSpec tokenizer, VocabularySpec vocabulary, TextStep.Length length) {
    return new TokenStep(new TextStep.TokenIds(tokenizer, vocabulary, length, spec.columns()));
  }

  /** The record that describes it. */
  public TextStep.TokenIds spec() {
    return spec;
  }
}
