package weir.driver.job;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import weir.worker.data.RowBlock;

/** Counts the labels of each class, as a Spark job. */
final class ClassCounts {
  private ClassCounts() {}

  /** Labels of each class in order of its index; targets are class indices. */
  static List<Long> of(JavaRDD<RowBlock> rows, int classes) {
    long[] counts = rows.aggregate(new long[classes], ClassCounts::add, ClassCounts::merge);
    return Arrays.stream(counts).boxed().toList();
  }

  private static long[] add(long[] counts, RowBlock block) {
    for (float target : block.targets()) {
      counts[(int) target]++;
    }
    return counts;
  }

  private static long[] merge(long[] counts, long[] more) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += more[i];
    }
    return counts;
  }
}
