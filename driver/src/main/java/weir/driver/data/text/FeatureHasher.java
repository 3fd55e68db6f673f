package weir.driver.data.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.spark.sql.catalyst.expressions.XXH64;
import org.apache.spark.unsafe.Platform;
import weir.driver.config.HashSpec;
import weir.driver.config.TokenizerSpec;

/**
 * Turns texts into sparse rows: the feature of a run of tokens is the XXH64 of its UTF-8 bytes,
 * words with a blank between them, modulo the number of features. Features that collide are one.
 * {@link #hash} moves to the next text. One thread only.
 */
public final class FeatureHasher {
  private final Tokenizer tokenizer;
  private final HashSpec spec;
  private final boolean blanks;
  private byte[] bytes = new byte[1024];
  private int[] ends = new int[256];
  private int count;
  private int[] features = new int[256];
  private float[] values = new float[256];
  private int entries;

  /** Of these tokens, with these rules. */
  public FeatureHasher(TokenizerSpec tokens, HashSpec spec) {
    this.tokenizer = new Tokenizer(tokens);
    this.spec = spec;
    this.blanks = tokens.unit() == TokenizerSpec.Unit.WORDS;
  }

  /** Takes the next text; returns how many features it has. */
  public int hash(String text) {
    count = 0;
    tokenizer.each(text, this::append);
    int runs = runs();
    Arrays.sort(features, 0, runs);
    entries = 0;
    double squares = 0;
    for (int i = 0; i < runs; ) {
      int first = i;
      while (i < runs && features[i] == features[first]) {
        i++;
      }
      double weight = weight(i - first);
      squares += weight * weight;
      features[entries] = features[first];
      values[entries++] = (float) weight;
    }
    if (spec.normalize()) {
      divide(Math.sqrt(squares));
    }
    return entries;
  }

  private void append(String token) {
    byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
    int start = end(count - 1) + (blanks && count > 0 ? 1 : 0);
    int end = start + utf8.length;
    if (end > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(end, 2 * bytes.length));
    }
    if (start > 0 && blanks) {
      bytes[start - 1] = ' ';
    }
    System.arraycopy(utf8, 0, bytes, start, utf8.length);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = end;
  }

  private int end(int token) {
    return token < 0 ? 0 : ends[token];
  }

  /** The feature of each run of tokens; returns how many runs there are. */
  private int runs() {
    int runs = 0;
    for (int first = 0; first < count; first++) {
      int start = end(first - 1) + (blanks && first > 0 ? 1 : 0);
      int longest = Math.min(spec.ngrams(), count - first);
      if (runs + longest > features.length) {
        features = Arrays.copyOf(features, Math.max(runs + longest, 2 * runs));
        values = new float[features.length];
      }
      for (int length = 1; length <= longest; length++) {
        features[runs++] = feature(start, end(first + length - 1));
      }
    }
    return runs;
  }

  private int feature(int start, int end) {
    long hash = XXH64.hashUnsafeBytes(bytes, Platform.BYTE_ARRAY_OFFSET + start, end - start, 0);
    return (int) Long.remainderUnsigned(hash, spec.features());
  }

  private double weight(int times) {
    return switch (spec.weight()) {
      case COUNT -> times;
      case BINARY -> 1;
      case LOG -> 1 + StrictMath.log(times);
    };
  }

  private void divide(double norm) {
    for (int i = 0; i < entries; i++) {
      values[i] = (float) (values[i] / norm);
    }
  }

  /** Writes the features of the text, ascending, and their values from {@code at} on. */
  public void write(int[] columns, float[] numbers, int at) {
    System.arraycopy(features, 0, columns, at, entries);
    System.arraycopy(values, 0, numbers, at, entries);
  }
}
