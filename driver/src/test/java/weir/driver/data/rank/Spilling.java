package weir.driver.data.rank;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.apache.spark.TaskContext;
import org.apache.spark.memory.MemoryConsumer;
import org.apache.spark.memory.MemoryMode;
import org.apache.spark.memory.TaskMemoryManager;
import weir.driver.data.row.RowBytes;

/** A neighbour in the task that wants memory while rows are sorted. */
final class Spilling {
  private static final int ROWS = 20_000;

  private Spilling() {}

  static Iterator<byte[]> rows(int seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.range(0, ROWS)
        .mapToObj(
            i -> {
              byte[] row = new byte[RowBytes.PREFIX + 30];
              random.nextBytes(row);
              row[0] = 0;
              return row;
            })
        .iterator();
  }

  /** Takes some rows, has the rest spilled, and takes that. */
  static Iterator<String> check(Iterator<byte[]> rows) {
    byte[] last = rows.next();
    int count = 1;
    TaskMemoryManager memory = TaskContext.get().taskMemoryManager();
    while (rows.hasNext()) {
      if (count == ROWS / 2) {
        Greedy greedy = new Greedy(memory);
        greedy.takeAll();
      }
      byte[] row = rows.next();
      if (Arrays.compareUnsigned(last, row) > 0) {
        return List.of("out of order at " + count).iterator();
      }
      last = row;
      count++;
    }
    boolean spilled = TaskContext.get().taskMetrics().memoryBytesSpilled() > 0;
    return List.of(count + " rows in order" + (spilled ? ", spilled" : "")).iterator();
  }

  private static final class Greedy extends MemoryConsumer {
    Greedy(TaskMemoryManager memory) {
      super(memory, MemoryMode.ON_HEAP);
    }

    void takeAll() {
      freeMemory(acquireMemory(Long.MAX_VALUE / 2));
    }

    @Override
    public long spill(long size, MemoryConsumer trigger) {
      return 0;
    }
  }
}
