package weir.driver.data;

import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import weir.driver.data.rank.BlockKey;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;

/** The rows of one partition with their positions in the files. One thread only. */
final class Numbered implements Iterator<byte[]> {
  private final RowCursor cursor;
  private final Map<BlockKey, Long> starts;
  private final SeriesToPredict.RowComplaint complaint;
  private final RowWriter writer = new RowWriter();
  private boolean more;

  Numbered(RowCursor cursor, Map<BlockKey, Long> starts, SeriesToPredict.RowComplaint complaint) {
    this.cursor = cursor;
    this.starts = starts;
    this.complaint = complaint;
    this.more = cursor.next();
  }

  @Override
  public boolean hasNext() {
    return more;
  }

  @Override
  public byte[] next() {
    if (!more) {
      throw new NoSuchElementException("no more rows");
    }
    cursor.write(writer);
    complaint.check(writer, cursor);
    long position = starts.get(new BlockKey(cursor.file(), cursor.block())) + cursor.sequence();
    byte[] row = writer.finish(0, 0, position);
    more = cursor.next();
    return row;
  }
}
