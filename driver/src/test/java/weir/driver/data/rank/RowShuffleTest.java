package weir.driver.data.rank;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import weir.driver.LocalSpark;
import weir.driver.data.row.RowBytes;

class RowShuffleTest {
  private final JavaSparkContext spark =
      JavaSparkContext.fromSparkContext(LocalSpark.session().sparkContext());

  /** Rows whose prefixes and contents collide, in sets 0 to 2, some of them equal. */
  private static List<byte[]> rows(int count) {
    SplittableRandom random = new SplittableRandom(3);
    List<byte[]> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] row = new byte[RowBytes.PREFIX + random.nextInt(20)];
      random.nextBytes(row);
      long hash = (long) random.nextInt(50) << 58 | random.nextInt(9);
      RowBytes.place(row, random.nextInt(3), (int) (hash >>> 32), (int) hash);
      for (int at = RowBytes.PREFIX; at < row.length - 2; at++) {
        row[at] = (byte) (random.nextBoolean() ? 0 : 200);
      }
      rows.add(row);
    }
    return rows;
  }

  private static List<String> texts(List<byte[]> rows) {
    return rows.stream().map(Arrays::toString).toList();
  }

  private static List<String> expected(List<byte[]> rows, HashRanges ranges) {
    List<String> sorted = new ArrayList<>();
    for (int partition = 0; partition < ranges.numPartitions(); partition++) {
      int wanted = partition;
      sorted.addAll(
          texts(
              rows.stream()
                  .filter(row -> ranges.getPartition(row) == wanted)
                  .sorted(Arrays::compareUnsigned)
                  .toList()));
    }
    return sorted;
  }

  /** Spark writes a shuffle of more than 200 partitions in another way. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 256})
  void sortsEachPartitionByUnsignedBytes(int partitions) {
    List<byte[]> rows = rows(3000);
    HashRanges ranges = HashRanges.atLeast(partitions);
    JavaRDD<byte[]> sorted = RowShuffle.sorted(spark.parallelize(rows, 3), ranges);
    assertThat(texts(sorted.collect())).isEqualTo(expected(rows, ranges));
  }

  @Test
  void rowsBeyondThePagesOfMemoryAreSortedOnDisk() {
    HashRanges one = HashRanges.atLeast(1);
    JavaRDD<String> checked =
        RowShuffle.sorted(spark.parallelize(List.of(1, 2), 2).flatMap(Spilling::rows), one)
            .mapPartitions(Spilling::check);
    assertThat(checked.collect()).containsExactly("40000 rows in order, spilled");
  }
}
