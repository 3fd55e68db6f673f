package weir.driver.config;

import java.io.Serializable;
import java.util.List;

/**
 * How held-out rows are cut from the training files.
 *
 * @param kind by what
 * @param rows by time only: rows of training, validation and test, in this order, what follows is
 *     left out; empty: the fractions say
 */
public record SplitSpec(Kind kind, List<Integer> rows) implements Serializable {
  private static final long serialVersionUID = 1;

  /** By what rows are cut. */
  public enum Kind implements Choice {
    /** By the hash of the row: equal rows are on one side. */
    HASH,
    /** Row by row: equal rows may be on both sides, and shares are those that were asked for. */
    RANDOM,
    /** Row by row, from each class its share. */
    STRATIFIED,
    /** By place in the files: the last rows are the test, those before them the validation. */
    TIME
  }

  /** By the hash of the row. */
  public static final SplitSpec HASH = new SplitSpec(Kind.HASH, List.of());

  /** Row by row. */
  public static final SplitSpec RANDOM = new SplitSpec(Kind.RANDOM, List.of());

  /** Row by row, of each class its share. */
  public static final SplitSpec STRATIFIED = new SplitSpec(Kind.STRATIFIED, List.of());

  /** By place in the files. */
  public static final SplitSpec TIME = new SplitSpec(Kind.TIME, List.of());

  public SplitSpec {
    rows = List.copyOf(rows);
    boolean counts =
        rows.size() == 3 && rows.get(0) > 0 && rows.stream().allMatch(count -> count >= 0);
    Check.require(
        rows.isEmpty() || (kind == Kind.TIME && counts),
        "data.split.time.rows",
        rows,
        "the rows of training, validation and test, of training > 0");
  }

  /** By place in the files, so many rows each. */
  public static SplitSpec time(int training, int validation, int test) {
    return new SplitSpec(Kind.TIME, List.of(training, validation, test));
  }

  /** True when rows are cut one by one, at exactly the fractions. */
  public boolean byRow() {
    return kind == Kind.RANDOM || kind == Kind.STRATIFIED;
  }

  /** True when rows are cut by their place in the files. */
  public boolean byTime() {
    return kind == Kind.TIME;
  }
}
