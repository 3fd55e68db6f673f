package weir.driver.data.rank;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.unsafe.Platform;
import org.apache.spark.util.collection.unsafe.sort.PrefixComparators;
import org.apache.spark.util.collection.unsafe.sort.RecordComparator;
import org.apache.spark.util.collection.unsafe.sort.UnsafeExternalSorter;
import org.apache.spark.util.collection.unsafe.sort.UnsafeSorterIterator;
import weir.driver.data.row.RowBytes;

/**
 * Sorts the rows of a task by their unsigned bytes, in pages of Spark's own memory and, beyond
 * them, in files. Used inside a task.
 */
final class RowSorter implements Iterator<byte[]> {
  private static final int ROWS_AT_FIRST = 1024;

  private final UnsafeExternalSorter sorter;
  private final UnsafeSorterIterator sorted;

  /** Takes all {@code rows}. */
  RowSorter(Iterator<byte[]> rows) {
    TaskContext task = TaskContext.get();
    SparkEnv env = SparkEnv.get();
    sorter =
        UnsafeExternalSorter.create(
            task.taskMemoryManager(),
            env.blockManager(),
            env.serializerManager(),
            task,
            Unsigned::new,
            PrefixComparators.BINARY,
            ROWS_AT_FIRST,
            task.taskMemoryManager().pageSizeBytes(),
            Integer.MAX_VALUE,
            Long.MAX_VALUE,
            false);
    try {
      while (rows.hasNext()) {
        byte[] row = rows.next();
        sorter.insertRecord(
            row, Platform.BYTE_ARRAY_OFFSET, row.length, RowBytes.sortPrefix(row), false);
      }
      sorted = sorter.getSortedIterator();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot sort the rows of a partition", e);
    }
  }

  @Override
  public boolean hasNext() {
    return sorted.hasNext();
  }

  @Override
  public byte[] next() {
    if (!sorted.hasNext()) {
      throw new NoSuchElementException("no more rows");
    }
    try {
      sorted.loadNext();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the sorted rows of a partition", e);
    }
    byte[] row = new byte[sorted.getRecordLength()];
    Platform.copyMemory(
        sorted.getBaseObject(),
        sorted.getBaseOffset(),
        row,
        Platform.BYTE_ARRAY_OFFSET,
        row.length);
    if (!sorted.hasNext()) {
      // What follows in the task, such as caching, needs the memory.
      sorter.cleanupResources();
    }
    return row;
  }

  /** Eight bytes at a time, as numbers that compare as the bytes do. */
  private static final class Unsigned extends RecordComparator {
    @Override
    public int compare(
        Object first, long firstAt, int firstLength, Object second, long secondAt, int length) {
      int common = Math.min(firstLength, length);
      int at = 0;
      for (; at + Long.BYTES <= common; at += Long.BYTES) {
        long one = Platform.getLong(first, firstAt + at);
        long other = Platform.getLong(second, secondAt + at);
        if (one != other) {
          return Long.compareUnsigned(RowBytes.bigEndian(one), RowBytes.bigEndian(other));
        }
      }
      for (; at < common; at++) {
        int one = Platform.getByte(first, firstAt + at) & 0xff;
        int other = Platform.getByte(second, secondAt + at) & 0xff;
        if (one != other) {
          return one - other;
        }
      }
      return firstLength - length;
    }
  }
}
