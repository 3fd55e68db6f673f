package weir.driver.data.rank;

import java.util.Iterator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import scala.Product2;
import scala.Tuple2;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * Moves rows to partitions and sorts them by their unsigned bytes: no sampling, no objects, on disk
 * what does not fit.
 */
public final class RowShuffle {
  private RowShuffle() {}

  /** The rows of each partition in ascending order of their bytes, prefix first. */
  public static JavaRDD<byte[]> sorted(JavaRDD<byte[]> rows, Partitioner partitioner) {
    RDD<Tuple2<byte[], Object>> pairs = rows.map(RowShuffle::pair).rdd();
    ClassTag<byte[]> bytes = ClassTag$.MODULE$.apply(byte[].class);
    ClassTag<Object> nothing = ClassTag$.MODULE$.Object();
    return new ShuffledRDD<byte[], Object, Object>(
            product(pairs), partitioner, bytes, nothing, nothing)
        .setSerializer(new RowSerializer())
        .toJavaRDD()
        .mapPartitions(moved -> new RowSorter(keys(moved)), true);
  }

  private static Tuple2<byte[], Object> pair(byte[] row) {
    return new Tuple2<>(row, null);
  }

  private static RDD<? extends Product2<byte[], Object>> product(
      RDD<Tuple2<byte[], Object>> pairs) {
    return pairs;
  }

  private static Iterator<byte[]> keys(Iterator<Tuple2<byte[], Object>> rows) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public byte[] next() {
        return rows.next()._1();
      }
    };
  }
}
