package weir.driver.config;

import java.io.Serializable;

/**
 * How a text is cut into tokens.
 *
 * @param lowerCase letters become small ones first
 * @param punctuation each sign between words is a token of its own; false: only words are tokens
 */
public record TokenizerSpec(Unit unit, boolean lowerCase, boolean punctuation)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** What a token is. */
  public enum Unit implements Choice {
    /** A run of letters, digits and marks, with apostrophes inside. */
    WORDS,
    /** A Unicode code point, blanks and line ends too. */
    CHARACTERS
  }

  /** Words in lower case, and signs. */
  public static final TokenizerSpec WORDS = new TokenizerSpec(Unit.WORDS, true, true);

  /** Characters as they are. */
  public static final TokenizerSpec CHARACTERS = new TokenizerSpec(Unit.CHARACTERS, false, true);

  public TokenizerSpec {
    Check.require(
        unit == Unit.WORDS || punctuation,
        "punctuation",
        punctuation,
        "true where tokens are characters");
  }

  /** The tokens of this unit, its other options by default. */
  public static TokenizerSpec of(Unit unit) {
    return switch (unit) {
      case WORDS -> WORDS;
      case CHARACTERS -> CHARACTERS;
    };
  }

  /** In lower case, or as it is. */
  public TokenizerSpec withLowerCase(boolean lower) {
    return new TokenizerSpec(unit, lower, punctuation);
  }

  /** With or without signs. */
  public TokenizerSpec withPunctuation(boolean kept) {
    return new TokenizerSpec(unit, lowerCase, kept);
  }
}
