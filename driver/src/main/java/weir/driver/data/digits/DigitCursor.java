package weir.driver.data.digits;

import java.util.Iterator;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;

/** Draws the digits of some slices. */
final class DigitCursor implements RowCursor {
  private final Iterator<DigitSlice> slices;
  private final DigitDrawing drawing = new DigitDrawing();
  private DigitSlice slice;
  private long sequence;

  DigitCursor(Iterator<DigitSlice> slices) {
    this.slices = slices;
  }

  @Override
  public boolean next() {
    sequence++;
    while (slice == null || sequence == slice.rows()) {
      if (!slices.hasNext()) {
        return false;
      }
      slice = slices.next();
      sequence = 0;
    }
    return true;
  }

  @Override
  public void write(RowWriter writer) {
    int digit = drawing.draw(slice.seed(), slice.first() + sequence);
    writer.begin();
    writer.bytes(drawing.pixels(), 0, drawing.pixels().length);
    writer.number(digit);
  }

  @Override
  public String file() {
    return slice.path();
  }

  @Override
  public long block() {
    return slice.first();
  }

  @Override
  public long sequence() {
    return sequence;
  }
}
