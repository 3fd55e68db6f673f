package weir.driver.data.rank;

import java.io.Serializable;
import java.util.Map;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;

/**
 * Rows keep the order of their files; held-out ones are the last rows, validation before test. The
 * hash still orders the sums of fitted statistics.
 *
 * @param starts position of the first row of each block of each file
 */
public record GivenKeys(int set, long key, Fractions fractions, Map<BlockKey, Long> starts, Cut cut)
    implements RowKeys {
  private static final long serialVersionUID = 1;

  /** Rows of each set, in this order. */
  public record Cut(long training, long validation, long test) implements Serializable {
    private static final long serialVersionUID = 1;

    /** Of all sets. */
    public long rows() {
      return training + validation + test;
    }
  }

  public GivenKeys {
    starts = Map.copyOf(starts);
  }

  @Override
  public byte[] finish(RowWriter writer, RowCursor row) {
    long position = starts.get(new BlockKey(row.file(), row.block())) + row.sequence();
    if (position >= cut.rows()) {
      return null;
    }
    long hash = writer.hash(key);
    if (position < cut.training()) {
      return writer.finish(set, hash, position);
    }
    position -= cut.training();
    if (position < cut.validation()) {
      return writer.finish(fractions.validationSet(), hash, position);
    }
    return writer.finish(fractions.testSet(), hash, position - cut.validation());
  }
}
