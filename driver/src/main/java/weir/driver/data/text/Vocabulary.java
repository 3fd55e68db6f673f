package weir.driver.data.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import weir.driver.config.VocabularySpec;

/**
 * Tokens and their ids: 0 is padding, 1 any token that is not listed, 2 the most frequent token of
 * the training rows, and so on. Any thread.
 */
public final class Vocabulary {
  /** The id of steps that no token fills. */
  public static final int PADDING = 0;

  /** The id of a token that is not listed. */
  public static final int UNKNOWN = 1;

  /** The id of the first token. */
  public static final int FIRST = 2;

  private final List<String> tokens;
  private final Map<String, Integer> ids;

  /**
   * @param tokens from id {@link #FIRST} on
   */
  public Vocabulary(List<String> tokens) {
    this.tokens = List.copyOf(tokens);
    this.ids = new HashMap<>(2 * tokens.size());
    for (String token : tokens) {
      ids.put(token, FIRST + ids.size());
    }
  }

  /** The most frequent tokens, of equally frequent ones the smaller text first. */
  public static List<String> mostFrequent(Map<String, Long> counts, VocabularySpec wanted) {
    List<Map.Entry<String, Long>> frequent = new ArrayList<>(counts.entrySet());
    frequent.removeIf(entry -> entry.getValue() < wanted.minCount());
    frequent.sort(
        Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return frequent.stream().limit(wanted.size() - FIRST).map(Map.Entry::getKey).toList();
  }

  /** Number of ids: tokens, padding and unknown. */
  public int size() {
    return FIRST + tokens.size();
  }

  /** The id of a token. */
  public int id(String token) {
    return ids.getOrDefault(token, UNKNOWN);
  }

  /** A name for every id, to be read by people: line ends and tabs as escapes. */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of("<padding>", "<unknown>"));
    tokens.forEach(token -> names.add(readable(token)));
    return names;
  }

  private static String readable(String token) {
    return switch (token) {
      case "\n" -> "\\n";
      case "\r" -> "\\r";
      case "\t" -> "\\t";
      default -> token;
    };
  }

  /** The token of an id; empty for padding and unknown. */
  public String token(int id) {
    return id < FIRST ? "" : tokens.get(id - FIRST);
  }
}
