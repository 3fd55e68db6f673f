package weir.driver.data.rank;

import java.util.Map;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;

/**
 * Rows keep the order of their files; held-out fractions are the last rows, validation before test.
 * The hash still orders the sums of fitted statistics.
 *
 * @param starts position of the first row of each block of each file
 * @param trainingRows rows before the held-out ones
 * @param validationRows rows held out before those of the test
 */
public record GivenKeys(
    int set,
    long key,
    Fractions fractions,
    Map<BlockKey, Long> starts,
    long trainingRows,
    long validationRows)
    implements RowKeys {
  private static final long serialVersionUID = 1;

  public GivenKeys {
    starts = Map.copyOf(starts);
  }

  @Override
  public byte[] finish(RowWriter writer, RowCursor row) {
    long position = starts.get(new BlockKey(row.file(), row.block())) + row.sequence();
    long hash = writer.hash(key);
    if (position < trainingRows) {
      return writer.finish(set, hash, position);
    }
    position -= trainingRows;
    if (position < validationRows) {
      return writer.finish(fractions.validationSet(), hash, position);
    }
    return writer.finish(fractions.testSet(), hash, position - validationRows);
  }
}
