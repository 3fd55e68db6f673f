package weir.driver.data.text;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import weir.driver.config.TokenizerSpec;

/**
 * Cuts texts into tokens. A word is a run of letters, digits and combining marks, with apostrophes
 * between them: {@code don't} is one. Blanks and control characters separate; every other code
 * point is a token of its own. Any thread.
 */
public final class Tokenizer implements Serializable {
  private static final long serialVersionUID = 1;

  private final TokenizerSpec spec;

  /** With these rules. */
  public Tokenizer(TokenizerSpec spec) {
    this.spec = spec;
  }

  /** The tokens of a text, in order. */
  public List<String> tokens(String text) {
    List<String> tokens = new ArrayList<>();
    each(text, tokens::add);
    return tokens;
  }

  /** Hands the tokens of a text to {@code sink}, in order. */
  public void each(String text, Consumer<String> sink) {
    String cased = spec.lowerCase() ? text.toLowerCase(Locale.ROOT) : text;
    switch (spec.unit()) {
      case WORDS -> words(cased, sink);
      case CHARACTERS -> cased.codePoints().mapToObj(Character::toString).forEach(sink);
    }
  }

  /** False for a text that holds nothing but what separates tokens. */
  public boolean hasTokens(String text) {
    return switch (spec.unit()) {
      case WORDS -> text.codePoints().anyMatch(this::isToken);
      case CHARACTERS -> !text.isEmpty();
    };
  }

  /** What is wrong with a text that has no token, or is null; null when nothing is. */
  public String emptiness(String text) {
    if (text != null && hasTokens(text)) {
      return null;
    }
    String unit = spec.unit().key();
    String what = text == null ? "no text" : "a text without " + unit;
    return what + " (expected: a text with " + unit + ")";
  }

  private boolean isToken(int point) {
    return isPartOfWord(point) || (spec.punctuation() && !separates(point));
  }

  private void words(String text, Consumer<String> sink) {
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      int end = at + Character.charCount(point);
      if (isPartOfWord(point)) {
        end = endOfWord(text, end);
        sink.accept(text.substring(at, end));
      } else if (isToken(point)) {
        sink.accept(text.substring(at, end));
      }
      at = end;
    }
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length()) {
      int point = text.codePointAt(end);
      int after = end + Character.charCount(point);
      boolean inside = after < text.length() && isPartOfWord(text.codePointAt(after));
      if (!isPartOfWord(point) && !(isApostrophe(point) && inside)) {
        return end;
      }
      end = after;
    }
    return end;
  }

  private static boolean isPartOfWord(int point) {
    return Character.isLetterOrDigit(point)
        || switch (Character.getType(point)) {
          case Character.NON_SPACING_MARK,
              Character.COMBINING_SPACING_MARK,
              Character.ENCLOSING_MARK ->
              true;
          default -> false;
        };
  }

  private static boolean isApostrophe(int point) {
    return point == '\'' || point == '\u2019';
  }

  private static boolean separates(int point) {
    return Character.isWhitespace(point)
        || Character.isSpaceChar(point)
        || Character.isISOControl(point);
  }
}
