package weir.driver.data.source;

import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.unsafe.types.UTF8String;

/** Follows which block of which file Spark's file scan reads now. Used inside a task. */
final class BlockTracker {
  private UTF8String file;
  private long block = -1;
  private long sequence;

  /** Call once a row, after the scan moved to it. */
  void advance() {
    UTF8String path = InputFileBlockHolder.getInputFilePath();
    long start = InputFileBlockHolder.getStartOffset();
    if (start == block && path.equals(file)) {
      sequence++;
    } else {
      file = path;
      block = start;
      sequence = 0;
    }
  }

  String file() {
    return file.toString();
  }

  long block() {
    return block;
  }

  long sequence() {
    return sequence;
  }
}
