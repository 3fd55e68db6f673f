package weir.driver.data.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import weir.driver.config.ColumnKind;
import weir.driver.config.MissingSpec;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RowWriter;

/**
 * Writes cells of text as values of columns: numbers, texts, or nothing. A cell of a number column
 * that holds no number stays a text among numbers, to be judged when all cells are known. One
 * thread only.
 */
final class CellWriter {
  private final byte[][] numberWords;
  private final byte[][] textWords;
  private final MissingNumbers missing;
  private final char decimal;
  private byte[] point = new byte[32];

  /**
   * @param decimal what parts the fraction of a number from its whole
   */
  CellWriter(MissingSpec missing, char decimal) {
    this.numberWords = utf8(missing.words(ColumnKind.NUMBER));
    this.textWords = utf8(missing.words(ColumnKind.TEXT));
    this.missing = new MissingNumbers(missing.words(ColumnKind.NUMBER), decimal);
    this.decimal = decimal;
  }

  private static byte[][] utf8(List<String> words) {
    return words.stream().map(word -> word.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
  }

  /** Writes a text; true when it is one of the words for a missing value. */
  boolean text(byte[] utf8, int from, int to, RowWriter writer) {
    boolean word = isWord(textWords, utf8, from, to);
    if (from == to || word) {
      writer.missing();
    } else {
      writer.text(utf8, from, to - from);
    }
    return word;
  }

  /**
   * Writes a number; true when it is one of the words for a missing value.
   *
   * @param codes whether 007 is a number all the same
   */
  boolean number(byte[] utf8, int first, int last, boolean codes, RowWriter writer) {
    int from = first;
    int to = last;
    while (from < to && utf8[from] >= 0 && utf8[from] <= ' ') {
      from++;
    }
    while (to > from && utf8[to - 1] >= 0 && utf8[to - 1] <= ' ') {
      to--;
    }
    if (from == to) {
      writer.number(Double.NaN);
      return false;
    }
    boolean comma = decimal != '.';
    byte[] digits = comma ? withPoint(utf8, from, to) : utf8;
    int start = comma ? 0 : from;
    int end = start + to - from;
    double value = digits == null ? Double.NaN : Numbers.parse(digits, start, end);
    if (!Double.isNaN(value) && (codes || !Numbers.isCode(digits, start, end))) {
      return write(value, Numbers.exact(digits, start, end, value), writer);
    }
    boolean word = isWord(numberWords, utf8, from, to);
    if (word) {
      writer.number(Double.NaN);
    } else {
      writer.stray(utf8, from, to - from);
    }
    return word;
  }

  private boolean write(double value, String exact, RowWriter writer) {
    boolean word = missing.contains(value, exact);
    if (exact == null || word) {
      writer.number(word ? Double.NaN : value);
    } else {
      writer.exact(exact);
    }
    return word;
  }

  /** With a point for the comma; null where there is a point. */
  private byte[] withPoint(byte[] utf8, int from, int to) {
    if (point.length < to - from) {
      point = new byte[2 * (to - from)];
    }
    for (int i = from; i < to; i++) {
      if (utf8[i] == '.') {
        return null;
      }
      point[i - from] = utf8[i] == decimal ? (byte) '.' : utf8[i];
    }
    return point;
  }

  private static boolean isWord(byte[][] words, byte[] utf8, int from, int to) {
    for (byte[] word : words) {
      if (word.length == to - from && Arrays.equals(word, 0, word.length, utf8, from, to)) {
        return true;
      }
    }
    return false;
  }
}
