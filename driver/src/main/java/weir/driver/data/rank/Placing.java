package weir.driver.data.rank;

import java.util.Iterator;
import org.apache.spark.api.java.JavaRDD;
import weir.driver.data.row.RowBytes;

/** Gives sorted rows their place: a row of a virtual worker. */
public final class Placing {
  private Placing() {}

  /**
   * @param firstRanks [partition][set], see {@link Survey#firstRanks}
   */
  public static JavaRDD<byte[]> byRank(
      JavaRDD<byte[]> sorted, long[][] firstRanks, int virtualWorkers) {
    return sorted.mapPartitionsWithIndex(
        (partition, rows) -> ranked(rows, firstRanks[partition].clone(), virtualWorkers), true);
  }

  private static Iterator<byte[]> ranked(Iterator<byte[]> rows, long[] ranks, int virtualWorkers) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public byte[] next() {
        byte[] row = rows.next();
        return place(row, ranks[RowBytes.set(row)]++, virtualWorkers);
      }
    };
  }

  /** In given order a row carries its rank. */
  public static JavaRDD<byte[]> byPosition(JavaRDD<byte[]> sorted, int virtualWorkers) {
    return sorted.map(row -> place(row, RowBytes.position(row), virtualWorkers));
  }

  private static byte[] place(byte[] row, long rank, int virtualWorkers) {
    int leaf = (int) (rank % virtualWorkers);
    RowBytes.place(row, RowBytes.set(row), leaf, Math.toIntExact(rank / virtualWorkers));
    return row;
  }
}
