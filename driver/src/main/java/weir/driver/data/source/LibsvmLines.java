package weir.driver.data.source;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.data.row.Numbers;

/** Finds the first line of a block that is not LIBSVM. */
final class LibsvmLines {
  private LibsvmLines() {}

  static Iterator<BadRowException> badLines(Iterator<InternalRow> lines) {
    BlockTracker tracker = new BlockTracker();
    long block = -1;
    long sequence = 0;
    while (lines.hasNext()) {
      String line = lines.next().getUTF8String(0).toString().trim();
      tracker.advance();
      if (tracker.block() != block || tracker.sequence() == 0) {
        block = tracker.block();
        sequence = 0;
      }
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      String problem = problem(line);
      if (problem != null) {
        RowPosition position = new RowPosition(tracker.file(), block, sequence);
        return List.of(new BadRowException(position, problem)).iterator();
      }
      sequence++;
    }
    return List.<BadRowException>of().iterator();
  }

  private static String problem(String line) {
    String[] items = line.split("\\s+");
    if (Double.isNaN(Numbers.parse(items[0]))) {
      return "has label " + items[0] + " (expected: a number)";
    }
    int last = 0;
    for (int i = 1; i < items.length; i++) {
      String[] parts = items[i].split(":", -1);
      if (parts.length != 2 || !parts[0].matches("\\d{1,9}")) {
        return "has " + items[i] + " (expected: index:value)";
      }
      int index = Integer.parseInt(parts[0]);
      if (index <= last) {
        return "has index " + index + " after " + last + " (expected: from 1, ascending)";
      }
      if (Double.isNaN(Numbers.parse(parts[1]))) {
        return "has " + items[i] + " (expected: a number as value)";
      }
      last = index;
    }
    return null;
  }
}
