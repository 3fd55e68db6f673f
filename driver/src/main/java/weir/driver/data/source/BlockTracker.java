package weir.driver.data.source;

import java.net.URI;
import org.apache.hadoop.fs.Path;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.unsafe.types.UTF8String;

/** Follows which block of which file Spark's file scan reads now. Used inside a task. */
final class BlockTracker {
  private UTF8String escaped;
  private String file;
  private long block = -1;
  private long sequence;

  /** Call once a row, after the scan moved to it. */
  void advance() {
    UTF8String path = InputFileBlockHolder.getInputFilePath();
    long start = InputFileBlockHolder.getStartOffset();
    if (start == block && path.equals(escaped)) {
      sequence++;
    } else {
      if (!path.equals(escaped)) {
        escaped = path;
        file = new Path(URI.create(path.toString())).toString();
      }
      block = start;
      sequence = 0;
    }
  }

  String file() {
    return file;
  }

  long block() {
    return block;
  }

  long sequence() {
    return sequence;
  }
}
