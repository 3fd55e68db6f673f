package weir.driver.data.generate;

import java.util.Iterator;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;

/** Draws the rows of some slices. */
final class GeneratedCursor implements RowCursor {
  private final Iterator<GeneratedSlice> slices;
  private GeneratedSlice slice;
  private RowDrawing drawing;
  private long sequence;

  GeneratedCursor(Iterator<GeneratedSlice> slices) {
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
      drawing = slice.path().drawing();
      sequence = 0;
    }
    return true;
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    drawing.draw(slice.first() + sequence, writer);
  }

  @Override
  public String file() {
    return slice.path().text();
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
