package weir.driver.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import weir.driver.data.rank.GivenKeys;
import weir.driver.data.rank.RowKeys;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.BadRowException;
import weir.driver.data.source.RowCursor;

/**
 * The rows of one partition that a run keeps, with their keys; the others are noted, or end the run
 * with their place. One thread only.
 */
final class KeptRows implements Iterator<byte[]> {
  private final RowCursor cursor;
  private final RowKeys keys;
  private final RowFilter.Judge judge;
  private final RowNotes notes;
  private final RowNotes.Draft draft = new RowNotes.Draft();
  private final RowWriter writer = new RowWriter();
  private byte[] next;
  private boolean ended;

  KeptRows(RowCursor cursor, RowKeys keys, RowFilter filter, RowNotes notes) {
    this.cursor = cursor;
    this.keys = keys;
    this.judge = filter.judge();
    this.notes = notes;
  }

  @Override
  public boolean hasNext() {
    while (next == null && !ended) {
      try {
        advance();
      } catch (BadRowException bad) {
        if (!judge.skipsBad()) {
          throw bad;
        }
        draft.leaveOut(bad.position(), bad.complaint());
      }
    }
    return next != null;
  }

  private void advance() {
    if (!cursor.next()) {
      ended = true;
      notes.add(draft.part(cursor.missingWords()));
      return;
    }
    if (cursor.weight() == 0) {
      checkGap();
      return;
    }
    cursor.write(writer);
    String reason = judge.reason(writer);
    if (reason == null) {
      next = keys.finish(writer, cursor);
    } else {
      draft.leaveOut(cursor.position(), reason);
    }
  }

  /** A row that weighs nothing is as if it were not there. */
  private void checkGap() {
    if (keys instanceof GivenKeys) {
      throw new BadRowException(
          cursor.position(),
          " weighs 0 (expected: > 0, as leaving it out leaves a gap in the order); leave it out of"
              + " the rows, or set data.weight");
    }
  }

  @Override
  public byte[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows");
    }
    byte[] row = next;
    next = null;
    return row;
  }
}
