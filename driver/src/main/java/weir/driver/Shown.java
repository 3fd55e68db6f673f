package weir.driver;

import java.util.Collection;
import java.util.List;

/** The user's values and names in messages: in one line, and no more of them than can be read. */
public final class Shown {
  private static final int CHARACTERS = 120;
  private static final int NAMES = 20;

  private Shown() {}

  /** A text without line breaks and tabs, cut where it is long. */
  public static String text(String text) {
    boolean cut = text.length() > CHARACTERS;
    String begin = cut ? text.substring(0, CHARACTERS) : text;
    String line = begin.replace("\r", "\\r").replace("\n", "\\n").replace("\t", "\\t");
    return cut ? line + "…" : line;
  }

  /** A text in quotes. */
  public static String quoted(String text) {
    return '"' + text(text) + '"';
  }

  /** {@code [a, b, c]}; of many the first, and how many there are. */
  public static String names(Collection<String> names) {
    List<String> first = names.stream().limit(NAMES).map(Shown::text).toList();
    return names.size() <= NAMES
        ? first.toString()
        : "[" + String.join(", ", first) + ", … (" + names.size() + " in all)]";
  }
}
