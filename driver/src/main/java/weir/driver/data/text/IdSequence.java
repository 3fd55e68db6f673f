package weir.driver.data.text;

import java.util.Arrays;
import java.util.List;
import weir.driver.config.TextStep;
import weir.driver.config.TokenizerSpec;

/**
 * Turns texts into ids of one length: cut where they are longer, padded where shorter. One thread.
 */
public final class IdSequence {
  private final Tokenizer tokenizer;
  private final TextStep.Length length;
  private final Vocabulary vocabulary;
  private int[] ids = new int[256];
  private int count;

  /**
   * @param listed tokens of the vocabulary, from id {@link Vocabulary#FIRST} on
   */
  public IdSequence(TokenizerSpec tokens, TextStep.Length length, List<String> listed) {
    this.tokenizer = new Tokenizer(tokens);
    this.length = length;
    this.vocabulary = new Vocabulary(listed);
  }

  /** Writes the ids of a text into {@code out}, which is zero there, from {@code at} on. */
  public void write(String text, float[] out, int at) {
    count = 0;
    tokenizer.each(text, this::append);
    int kept = Math.min(count, length.steps());
    int from = length.truncation() == TextStep.Side.FRONT ? count - kept : 0;
    int to = length.padding() == TextStep.Side.FRONT ? at + length.steps() - kept : at;
    for (int i = 0; i < kept; i++) {
      out[to + i] = ids[from + i];
    }
  }

  private void append(String token) {
    if (count == ids.length) {
      ids = Arrays.copyOf(ids, 2 * count);
    }
    ids[count++] = vocabulary.id(token);
  }
}
