package weir.driver.config.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Finds what somebody may have meant. */
final class Nearest {
  /** What other libraries call it, in small letters. */
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("mse", "meanSquaredError"),
          Map.entry("l2", "meanSquaredError"),
          Map.entry("mae", "meanAbsoluteError"),
          Map.entry("l1", "meanAbsoluteError"),
          Map.entry("bce", "binaryCrossEntropy"),
          Map.entry("ce", "crossEntropy"),
          Map.entry("nll", "crossEntropy"),
          Map.entry("softmax", "crossEntropy"),
          Map.entry("lr", "learningRate"),
          Map.entry("eta", "learningRate"));

  private Nearest() {}

  /** The candidate that is meant by another name, or else is closest to {@code word}. */
  static Optional<String> of(String word, Collection<String> candidates) {
    return Optional.ofNullable(ALIASES.get(word.toLowerCase(Locale.ROOT)))
        .filter(candidates::contains)
        .or(() -> closest(word, candidates));
  }

  private static Optional<String> closest(String word, Collection<String> candidates) {
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(word, candidate)))
        .filter(
            best ->
                distance(word, best) <= Math.max(2, Math.max(word.length(), best.length()) / 3));
  }

  /** {@code ; did you mean x?}, or nothing. */
  static String hint(String word, Collection<String> candidates) {
    return of(word, candidates).map(best -> "; did you mean " + best + "?").orElse("");
  }

  /** Levenshtein's distance, letters in either case equal. */
  static int distance(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int swap = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(swap, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
