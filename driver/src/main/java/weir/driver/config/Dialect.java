package weir.driver.config;

import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;

/**
 * How files of lines are written.
 *
 * @param header the first line of every csv file names the columns
 * @param separator between the cells of a csv line; {@link #BLANKS} for any number of blanks
 * @param quotes whether cells of csv lines may stand in quotes
 * @param charset of csv and text files; one in which ASCII is ASCII
 * @param decimal what parts the fraction of a number from its whole in csv cells: a point or comma
 * @param zeroBased the indices of libsvm files begin at 0
 */
public record Dialect(
    boolean header, char separator, boolean quotes, String charset, char decimal, boolean zeroBased)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final String ASCII = "\n\r\t ,;:\"'#0az";

  /** Stands for any number of blanks and tabs between cells, written {@link #BLANKS_WORD}. */
  public static final char BLANKS = 0;

  /** How {@link #BLANKS} is written in job files. */
  public static final String BLANKS_WORD = "blanks";

  /** Characters of several scripts, of which every character set has some. */
  private static final String OTHERS = "é€жαポ中한";

  /** A header, commas, quotes, UTF-8, decimal points. */
  public static final Dialect DEFAULT =
      new Dialect(true, ',', true, StandardCharsets.UTF_8.name(), '.', false);

  public Dialect {
    Check.require(
        separator < 128 && separator != '"' && separator != '\n' && separator != '\r',
        "data.separator",
        separator,
        "one ASCII character that is not a quote or a line break, or " + BLANKS_WORD);
    Check.require(
        (decimal == '.' || decimal == ',') && decimal != separator,
        "data.decimal",
        decimal,
        "a point or a comma that is not data.separator");
    Check.require(
        holdsAscii(charset),
        "data.charset",
        charset,
        "the name of a character set whose ASCII bytes are ASCII, such as UTF-8 or ISO-8859-1");
  }

  private static boolean holdsAscii(String name) {
    try {
      Charset charset = Charset.forName(name);
      byte[] ascii = ASCII.getBytes(StandardCharsets.US_ASCII);
      return new String(ascii, charset).equals(ASCII)
          && charset.canEncode()
          && OTHERS.codePoints().noneMatch(other -> beginsInAscii(other, charset));
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return false;
    }
  }

  /** Character sets that shift (ISO-2022) write others as ASCII bytes after an escape. */
  private static boolean beginsInAscii(int character, Charset charset) {
    String text = Character.toString(character);
    return charset.newEncoder().canEncode(text) && text.getBytes(charset)[0] >= 0;
  }

  /** With or without a header. */
  public Dialect withHeader(boolean present) {
    return new Dialect(present, separator, quotes, charset, decimal, zeroBased);
  }

  /** With this character between cells. */
  public Dialect withSeparator(char character) {
    return new Dialect(header, character, quotes, charset, decimal, zeroBased);
  }

  /** With cells that may be quoted, or with quotes as ordinary characters. */
  public Dialect withQuotes(boolean special) {
    return new Dialect(header, separator, special, charset, decimal, zeroBased);
  }

  /** In this character set. */
  public Dialect withCharset(String name) {
    return new Dialect(header, separator, quotes, name, decimal, zeroBased);
  }

  /** With this character before the fraction of a number. */
  public Dialect withDecimal(char character) {
    return new Dialect(header, separator, quotes, charset, character, zeroBased);
  }

  /** With indices from 0 or from 1. */
  public Dialect withZeroBased(boolean fromZero) {
    return new Dialect(header, separator, quotes, charset, decimal, fromZero);
  }
}
