package weir.driver.data.row;

import java.nio.charset.StandardCharsets;

/** How texts and numbers become each other. */
public final class Numbers {
  private static final long EXACT = 1L << 53;
  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10};

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
      double value =
          Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.US_ASCII));
      return Double.isInfinite(value) ? Double.NaN : value;
    } catch (NumberFormatException notANumber) {
      return Double.NaN;
    }
  }

  /** A number as text: whole numbers without a point. */
  public static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < EXACT
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  /**
   * A text in the one form that equal numbers share: {@code +1}, {@code 1.0} and {@code 1} are 1.
   */
  public static String canonical(String text) {
    double number = parse(text);
    return Double.isNaN(number) ? text : text(number);
  }
}
