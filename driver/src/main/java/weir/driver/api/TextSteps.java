package weir.driver.api;

import weir.driver.config.TokenizerSpec;

/** What becomes of texts, for {@link Data#tokens} and {@link Data#hash}. For static import. */
public final class TextSteps {
  private TextSteps() {}

  /** The ids of the words of a text, {@code steps} a row, for an embedding. */
  public static TokenStep words(int steps) {
    return new TokenStep(TokenizerSpec.WORDS, steps);
  }

  /** The ids of the characters of a text, {@code steps} a row, for an embedding. */
  public static TokenStep characters(int steps) {
    return new TokenStep(TokenizerSpec.CHARACTERS, steps);
  }

  /** A sparse row of so many hashed features. */
  public static HashStep hashed(int features) {
    return new HashStep(features);
  }
}
