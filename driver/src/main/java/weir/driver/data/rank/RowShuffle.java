package weir.driver.data.rank;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.rdd.RDD;
import org.apache.spark.rdd.ShuffledRDD;
import org.apache.spark.serializer.KryoSerializer;
import scala.Product2;
import scala.Tuple2;
import scala.math.Ordering;
import scala.math.Ordering$;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/** Moves rows to partitions and sorts them by their unsigned bytes; no sampling, no objects. */
public final class RowShuffle {
  private static final class Unsigned implements Comparator<byte[]>, Serializable {
    private static final long serialVersionUID = 1;

    @Override
    public int compare(byte[] first, byte[] second) {
      return Arrays.compareUnsigned(first, second);
    }
  }

  private RowShuffle() {}

  /** The rows of each partition in ascending order of their bytes, prefix first. */
  public static JavaRDD<byte[]> sorted(JavaRDD<byte[]> rows, Partitioner partitioner) {
    RDD<Tuple2<byte[], Object>> pairs = rows.map(RowShuffle::pair).rdd();
    ClassTag<byte[]> bytes = ClassTag$.MODULE$.apply(byte[].class);
    ClassTag<Object> nothing = ClassTag$.MODULE$.Object();
    Ordering<byte[]> order = Ordering$.MODULE$.comparatorToOrdering(new Unsigned());
    ShuffledRDD<byte[], Object, Object> shuffled =
        new ShuffledRDD<byte[], Object, Object>(
                product(pairs), partitioner, bytes, nothing, nothing)
            .setKeyOrdering(order)
            .setSerializer(new KryoSerializer(rows.context().getConf()));
    return shuffled.toJavaRDD().mapPartitions(RowShuffle::keys, true);
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
