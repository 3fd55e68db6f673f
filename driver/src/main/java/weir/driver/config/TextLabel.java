package weir.driver.config;

import java.util.Arrays;
import java.util.List;

/** Where the label of a text stands: {@code data.label} of the format text. */
public enum TextLabel implements Choice {
  /** Each line is a text; its first word is the label. */
  FIRST_WORD,
  /** Each line is a text; the name of its file is the label. */
  FILE,
  /** Each file is a text; the name of its folder is the label. */
  FOLDER,
  /** Each file is a sequence of tokens; the label of each token is the next one. */
  NEXT;

  /** Where the labels of texts stand; null when the table does not say. */
  public static TextLabel of(TableSpec table) {
    return Arrays.stream(values())
        .filter(label -> table.labels().equals(List.of(label.key())))
        .findAny()
        .orElse(null);
  }
}
