package weir.driver.config;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the values of columns mean, wherever the rows come from.
 *
 * @param types kinds of columns that are told; those of others follow from the rows
 * @param missing words that stand for a missing value
 * @param unlabelled what becomes of rows without a label
 * @param badRows what becomes of rows that cannot be read or prepared
 */
public record MeaningSpec(
    Map<String, ColumnKind> types, MissingSpec missing, Unlabelled unlabelled, BadRows badRows)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Nothing is told, and every row counts. */
  public static final MeaningSpec DEFAULT =
      new MeaningSpec(Map.of(), MissingSpec.DEFAULT, Unlabelled.REFUSE, BadRows.REFUSE);

  public MeaningSpec {
    types = Map.copyOf(types);
  }

  /** With these kinds of columns told as well. */
  public MeaningSpec withTypes(Map<String, ColumnKind> more) {
    Map<String, ColumnKind> all = new TreeMap<>(types);
    all.putAll(more);
    return new MeaningSpec(all, missing, unlabelled, badRows);
  }

  /** With these words for missing values. */
  public MeaningSpec withMissing(MissingSpec words) {
    return new MeaningSpec(types, words, unlabelled, badRows);
  }

  /** With this done with rows without a label. */
  public MeaningSpec withUnlabelled(Unlabelled rows) {
    return new MeaningSpec(types, missing, rows, badRows);
  }

  /** With this done with rows that cannot be read or prepared. */
  public MeaningSpec withBadRows(BadRows rows) {
    return new MeaningSpec(types, missing, unlabelled, rows);
  }

  /** True when rows may be left out. */
  public boolean leavesOut() {
    return unlabelled == Unlabelled.DROP || badRows == BadRows.SKIP;
  }
}
