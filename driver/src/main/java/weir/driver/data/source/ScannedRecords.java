package weir.driver.data.source;

import java.util.Iterator;
import org.apache.spark.rdd.InputFileBlockHolder;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.unsafe.types.UTF8String;

/** Records of one line each, from Spark's scan of parts of files. */
final class ScannedRecords implements CsvRecords {
  private final Iterator<InternalRow> lines;
  private final CsvReading reading;
  private final CsvSplitter cells;
  private final Utf8Lines charset;
  private final BlockTracker tracker = new BlockTracker();
  private UTF8String begun;
  private int count;

  ScannedRecords(Iterator<InternalRow> lines, CsvReading reading) {
    this.lines = lines;
    this.reading = reading;
    this.cells = new CsvSplitter(reading.dialect());
    this.charset = new Utf8Lines(reading.dialect().charset());
  }

  @Override
  public boolean next() {
    while (lines.hasNext()) {
      byte[] line = lines.next().getUTF8String(0).getBytes();
      if (CsvReading.isBlank(line, line.length)) {
        continue;
      }
      if (reading.header().present() && begins()) {
        header(line);
        continue;
      }
      tracker.advance();
      byte[] utf8 = charset.utf8(line, line.length, position());
      count = reading.split(cells, utf8, this);
      return true;
    }
    return false;
  }

  /** True for the first line of a file, which may be the file before once more. */
  private boolean begins() {
    // Spark makes another object each time it opens a file.
    UTF8String opened = InputFileBlockHolder.getInputFilePath();
    if (InputFileBlockHolder.getStartOffset() != 0 || opened == begun) {
      return false;
    }
    begun = opened;
    return true;
  }

  private void header(byte[] line) {
    var position = new RowPosition(begun.toString(), 0, 0);
    byte[] utf8 = charset.utf8(line, line.length, position);
    reading.checkHeader(cells, utf8, position);
  }

  @Override
  public CsvSplitter cells() {
    return cells;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public String file() {
    return tracker.file();
  }

  @Override
  public long block() {
    return tracker.block();
  }

  @Override
  public long sequence() {
    return tracker.sequence();
  }
}
