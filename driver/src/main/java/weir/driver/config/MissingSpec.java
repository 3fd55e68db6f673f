package weir.driver.config;

import java.io.Serializable;
import java.util.List;

/**
 * The words that stand for a missing value. Empty cells and nulls are always missing.
 *
 * @param words what the user says, for columns of any kind; empty where {@code told} is false
 * @param told false: {@link #NUMBER_WORDS} are missing among numbers, {@link #TEXT_WORDS} among
 *     texts
 */
public record MissingSpec(List<String> words, boolean told) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Missing among numbers unless the user says otherwise: no number is written so. */
  public static final List<String> NUMBER_WORDS =
      List.of("?", "NA", "N/A", "n/a", "<NA>", "NaN", "nan", "null", "NULL", "None");

  /** Missing among texts unless the user says otherwise: NA may well be Namibia. */
  public static final List<String> TEXT_WORDS = List.of("?");

  /** Nothing is said. */
  public static final MissingSpec DEFAULT = new MissingSpec(List.of(), false);

  public MissingSpec {
    words = List.copyOf(words);
  }

  /** These words and no others. */
  public static MissingSpec of(List<String> words) {
    return new MissingSpec(words, true);
  }

  /** The words that are missing in columns of a kind. */
  public List<String> words(ColumnKind kind) {
    if (told) {
      return words;
    }
    return switch (kind) {
      case NUMBER -> NUMBER_WORDS;
      case TEXT -> TEXT_WORDS;
    };
  }

  /** True when not-a-number is a missing value in columns of numbers that have types. */
  public boolean nan() {
    return told && words.stream().anyMatch("NaN"::equalsIgnoreCase);
  }
}
