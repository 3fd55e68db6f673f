package weir.driver.data.source;

import java.util.List;
import weir.driver.config.Dialect;

/** Recognizes a table whose cells stand apart by another character than the job says. */
final class Separators {
  private static final List<String> USUAL = List.of(",", ";", "\t", "|");
  private static final String BLANKS = "[ \t]+";

  private Separators() {}

  /**
   * What to set when the first line is one cell, but would be several at another separator; empty
   * when nothing speaks for that.
   *
   * @param cells of the first line
   */
  static String advice(List<String> cells) {
    if (cells.size() != 1) {
      return "";
    }
    String line = cells.get(0);
    String best = "";
    long most = 1;
    for (String separator : USUAL) {
      long parts = 1 + line.chars().filter(c -> c == separator.charAt(0)).count();
      if (parts > most) {
        most = parts;
        best = separator;
      }
    }
    if (best.isEmpty()) {
      most = line.strip().split(BLANKS).length;
      best = most > 1 ? Dialect.BLANKS_WORD : "";
    }
    return best.isEmpty()
        ? ""
        : "; set data.separator to "
            + (best.equals(Dialect.BLANKS_WORD) ? best : "\"" + best.replace("\t", "\\t") + "\"")
            + ", which makes "
            + most
            + " cells of the first line";
  }
}
