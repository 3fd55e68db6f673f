package weir.driver.data.text;

import java.util.ArrayList;
import java.util.List;
import weir.driver.config.TextStep;
import weir.driver.config.TokenizerSpec;

/**
 * Cuts a text into windows of one token more than a row has steps, so that each step has a token
 * that follows. A window begins with the last token of the one before, hence every token but the
 * first is foretold once; what is left at the end is dropped. One thread only.
 */
public final class TextWindows {
  private final Tokenizer tokenizer;
  private final int steps;
  private final String between;
  private final StringBuilder window = new StringBuilder();
  private List<String> windows;
  private int tokens;

  /** Of the tokens and steps of a preparation. */
  public TextWindows(TextStep.TokenIds spec) {
    tokenizer = new Tokenizer(spec.tokenizer());
    steps = spec.length().steps();
    between = separator(spec.tokenizer());
  }

  /** What stands between two tokens of a text that is put together. */
  public static String separator(TokenizerSpec tokens) {
    return switch (tokens.unit()) {
      case WORDS -> " ";
      case CHARACTERS -> "";
    };
  }

  /** The windows of a text, in order. */
  public List<String> of(String text) {
    windows = new ArrayList<>();
    window.setLength(0);
    tokens = 0;
    tokenizer.each(text, this::append);
    return windows;
  }

  private void append(String token) {
    window.append(tokens == 0 ? "" : between).append(token);
    tokens++;
    if (tokens > steps) {
      windows.add(window.toString());
      window.setLength(0);
      window.append(token);
      tokens = 1;
    }
  }
}
