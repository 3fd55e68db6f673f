package weir.driver.data.source;

import java.util.ArrayList;
import java.util.List;
import weir.driver.data.row.Numbers;

/**
 * Numbers that the user says stand for a missing value, such as -999; equal ones however written.
 */
final class MissingNumbers {
  private final List<Double> values = new ArrayList<>();
  private final List<String> exact = new ArrayList<>();

  /**
   * @param words for missing values; those that are no numbers do not count
   */
  MissingNumbers(List<String> words) {
    this(words, '.');
  }

  /**
   * @param decimal what parts the fraction of a number from its whole in files, hence in words too
   */
  MissingNumbers(List<String> words, char decimal) {
    for (String written : words) {
      String word = written.replace(decimal, '.');
      double value = Numbers.parse(word);
      String text = Numbers.canonical(word);
      if (!Double.isNaN(value) && text.equals(Numbers.text(value))) {
        values.add(value + 0.0);
      } else if (!Double.isNaN(value)) {
        exact.add(text);
      }
    }
  }

  /**
   * True for one of them.
   *
   * @param text of a number that no double holds; null: {@code value} is the number
   */
  boolean contains(double value, String text) {
    if (text != null) {
      return exact.contains(text);
    }
    return !values.isEmpty() && values.contains(value + 0.0);
  }
}
