package weir.driver.data.row;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How texts and numbers become each other. */
public final class Numbers {
  private static final long EXACT = 1L << 53;
  private static final double PLAIN = 1e21;
  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

  /** Digits that tell every double from its neighbours. */
  private static final int DOUBLE_DIGITS = 17;

  /** Numbers of so few characters are doubles whatever they are. */
  private static final int SHORT = 15;

  private static final Pattern ENDLESS =
      Pattern.compile("[+-]?(inf|infinity)", Pattern.CASE_INSENSITIVE);
  private static final Pattern WRITTEN =
      Pattern.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?");

  private Numbers() {}

  /** The decimal number a text holds; NaN when it holds none. Never infinite. */
  public static double parse(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return parse(utf8, 0, utf8.length);
  }

  /**
   * The decimal number in UTF-8 bytes {@code from} to {@code to}; NaN when there is none. Words
   * ({@code nan}, {@code inf}), hexadecimals and type suffixes are texts.
   */
  public static double parse(byte[] bytes, int from, int to) {
    double quick = parseShort(bytes, from, to);
    return Double.isNaN(quick) ? parseLong(bytes, from, to) : quick;
  }

  /** Digits with one optional point: exact when both parts are exact in a double. */
  private static double parseShort(byte[] bytes, int from, int to) {
    boolean negative = from < to && bytes[from] == '-';
    int begin = negative ? from + 1 : from;
    long digits = 0;
    int point = -1;
    for (int i = begin; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit >= 0 && digit <= 9 && digits < EXACT / 16) {
        digits = 10 * digits + digit;
      } else if (bytes[i] == '.' && point < 0) {
        point = i;
      } else {
        return Double.NaN;
      }
    }
    int decimals = point < 0 ? 0 : to - point - 1;
    if (decimals >= TENS.length || to - begin - (point < 0 ? 0 : 1) < 1) {
      return Double.NaN;
    }
    double value = digits / TENS[decimals];
    return negative ? -value : value;
  }

  private static double parseLong(byte[] bytes, int from, int to) {
    if (from >= to) {
      return Double.NaN;
    }
    for (int i = from; i < to; i++) {
      if ("0123456789+-.eE".indexOf(bytes[i]) < 0) {
        return Double.NaN;
      }
    }
    try {
      double value = Double.parseDouble(ascii(bytes, from, to));
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  private static String ascii(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  /**
   * True when a number begins with a zero that it would lose as a number, as in {@code 007}: such a
   * cell is a code.
   */
  public static boolean isCode(byte[] bytes, int from, int to) {
    boolean signed = from < to && (bytes[from] == '-' || bytes[from] == '+');
    int first = signed ? from + 1 : from;
    return first + 1 < to
        && bytes[first] == '0'
        && bytes[first + 1] >= '0'
        && bytes[first + 1] <= '9';
  }

  /** The same for a text. */
  public static boolean isCode(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return isCode(utf8, 0, utf8.length) && !Double.isNaN(parse(text));
  }

  /** True for an infinity as files write it, or a number too large for a double. */
  public static boolean isInfinite(String text) {
    return ENDLESS.matcher(text).matches()
        || (WRITTEN.matcher(text).matches() && Double.isInfinite(Double.parseDouble(text)));
  }

  /**
   * The text of a number that the double next to it does not stand for: a whole number that is
   * another one, or more than 17 digits. Null for all others.
   *
   * @param value what {@link #parse} made of it
   */
  public static String exact(byte[] bytes, int from, int to, double value) {
    return to - from <= SHORT ? null : exact(new BigDecimal(ascii(bytes, from, to)), value);
  }

  /** The same for a decimal number; {@code 1e300} is one digit and a double. */
  public static String exact(BigDecimal number, double value) {
    BigDecimal shortest = number.stripTrailingZeros();
    boolean whole = number.scale() >= 0 && shortest.scale() <= 0;
    if ((!whole && shortest.precision() <= DOUBLE_DIGITS)
        || new BigDecimal(value).compareTo(number) == 0) {
      return null;
    }
    return shortest.toPlainString();
  }

  /** The same for a whole number. */
  public static String exact(long number) {
    double value = number;
    boolean same = number != Long.MAX_VALUE && (long) value == number;
    return same ? null : Long.toString(number);
  }

  /** A number as text: whole numbers without a point. */
  public static String text(double number) {
    if (number != Math.rint(number) || Math.abs(number) >= PLAIN) {
      return Double.toString(number);
    }
    return Math.abs(number) < EXACT
        ? Long.toString((long) number)
        : new BigDecimal(number).toPlainString();
  }

  /**
   * A text in the one form that equal numbers share: {@code +1}, {@code 1.0} and {@code 1} are 1.
   */
  public static String canonical(String text) {
    double number = parse(text);
    if (Double.isNaN(number)) {
      return text;
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    String exact = exact(utf8, 0, utf8.length, number);
    return exact == null ? text(number) : exact;
  }
}
