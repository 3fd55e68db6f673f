package weir.driver.data.fit;

import java.util.HashMap;
import java.util.Map;
import weir.driver.data.row.RowReader;
import weir.driver.data.text.Tokenizer;

/** Of a column of texts: its tokens. */
public final class TextStatistics implements ColumnStatistics<TextStatistics> {
  private static final long serialVersionUID = 1;

  /** More different tokens than this are not told apart. */
  public static final int MAX_TOKENS = 2_000_000;

  private final Tokenizer tokenizer;
  private long missing;
  private long empty;
  private long tokens;
  private Map<String, Long> counts;

  /**
   * @param counted false when nobody needs to know how often each token occurs
   */
  public TextStatistics(Tokenizer tokenizer, boolean counted) {
    this.tokenizer = tokenizer;
    this.counts = counted ? new HashMap<>() : null;
  }

  @Override
  public void add(RowReader row, int column) {
    String text = row.text(column);
    if (text == null) {
      missing++;
      return;
    }
    long before = tokens;
    tokenizer.each(text, token -> see(token, 1));
    empty += tokens == before ? 1 : 0;
  }

  private void see(String token, long times) {
    tokens += times;
    if (counts != null) {
      counts.merge(token, times, Long::sum);
      counts = counts.size() > MAX_TOKENS ? null : counts;
    }
  }

  @Override
  public void merge(TextStatistics after) {
    missing += after.missing;
    empty += after.empty;
    if (after.counts == null) {
      tokens += after.tokens;
      counts = null;
    } else {
      after.counts.forEach(this::see);
    }
  }

  /** How many have no value. */
  public long missing() {
    return missing;
  }

  /** How many have a value without a token. */
  public long empty() {
    return empty;
  }

  /** Tokens of all rows. */
  public long tokens() {
    return tokens;
  }

  /** How often each token occurs; null when not counted, or when there are too many. */
  public Map<String, Long> counts() {
    return counts;
  }
}
