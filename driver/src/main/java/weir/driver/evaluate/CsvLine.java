package weir.driver.evaluate;

import java.util.List;
import java.util.stream.Collectors;

/** Lines of csv files after RFC 4180: comma-separated, quotes inside cells doubled. */
final class CsvLine {
  private static final char QUOTE = '"';

  private CsvLine() {}

  /** One line; null is an empty cell. */
  static String of(List<String> cells) {
    return cells.stream().map(CsvLine::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    if (text == null) {
      return "";
    }
    return isPlain(text) ? text : QUOTE + text.replace(String.valueOf(QUOTE), "\"\"") + QUOTE;
  }

  /** Readers drop blanks around a cell that is not quoted, and take an empty one for none. */
  private static boolean isPlain(String text) {
    return !text.isEmpty()
        && text.charAt(0) > ' '
        && text.charAt(text.length() - 1) > ' '
        && text.chars().noneMatch(c -> c == ',' || c == QUOTE || c == '\n' || c == '\r');
  }
}
