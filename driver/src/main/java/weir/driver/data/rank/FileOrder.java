package weir.driver.data.rank;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;
import weir.driver.data.source.RowCursor;
import weir.driver.data.source.RowSource;
import weir.driver.spark.Parcel;

/** Counts the rows of every block of a source, so that each row knows its position. */
public final class FileOrder {
  private record BlockRows(BlockKey key, long rows) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private final Map<BlockKey, Long> starts = new HashMap<>();
  private final long rows;

  /** Reads {@code source} once. */
  public FileOrder(RowSource source) {
    List<BlockRows> blocks =
        new ArrayList<>(Parcel.collect(Phase.named("counting rows", source.map(FileOrder::count))));
    Map<String, Integer> order = new HashMap<>();
    for (String file : source.files()) {
      order.put(file, order.size());
    }
    blocks.sort(
        Comparator.comparingInt((BlockRows block) -> order.get(block.key().file()))
            .thenComparingLong(block -> block.key().block()));
    long next = 0;
    for (BlockRows block : blocks) {
      starts.put(block.key(), next);
      next += block.rows();
    }
    rows = next;
  }

  private static Iterator<BlockRows> count(RowCursor cursor) {
    Map<BlockKey, Long> counts = new HashMap<>();
    while (cursor.next()) {
      counts.merge(new BlockKey(cursor.file(), cursor.block()), cursor.sequence() + 1, Math::max);
    }
    return counts.entrySet().stream()
        .map(entry -> new BlockRows(entry.getKey(), entry.getValue()))
        .iterator();
  }

  /** Position of the first row of each block. */
  public Map<BlockKey, Long> starts() {
    return Map.copyOf(starts);
  }

  /** Number of rows of the source. */
  public long rows() {
    return rows;
  }

  /** Keys of the rows of this source, the last ones held out. */
  public GivenKeys keys(int set, long key, Fractions fractions) {
    long test = Math.round(fractions.test() * rows);
    long validation = Math.round(fractions.validation() * rows);
    var cut = new GivenKeys.Cut(rows - test - validation, validation, test);
    return new GivenKeys(set, key, fractions, starts, cut);
  }

  /**
   * Keys of the first rows of this source.
   *
   * @param cut rows of each set
   * @throws UserInputException when there are fewer
   */
  public GivenKeys keys(int set, long key, Fractions sets, GivenKeys.Cut cut) {
    if (cut.rows() > rows) {
      throw new UserInputException(
          "data.split.time.rows take "
              + cut.rows()
              + " rows (expected: <= "
              + rows
              + ", those of data.train); set data.split.time.rows");
    }
    return new GivenKeys(set, key, sets, starts, cut);
  }
}
