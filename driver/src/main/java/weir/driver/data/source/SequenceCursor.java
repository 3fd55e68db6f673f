package weir.driver.data.source;

import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.data.row.RowWriter;
import weir.driver.data.text.TextWindows;

/** The windows of whole files. */
final class SequenceCursor extends ScanCursor {
  private final Iterator<InternalRow> texts;
  private final StrictDecoder decoder;
  private final TextWindows cut;
  private List<String> windows = List.of();
  private int next;

  SequenceCursor(Iterator<InternalRow> texts, StrictDecoder decoder, TextWindows cut) {
    this.texts = texts;
    this.decoder = decoder;
    this.cut = cut;
  }

  @Override
  public boolean next() {
    if (next < windows.size()) {
      advance();
      next++;
      return true;
    }
    while (texts.hasNext()) {
      byte[] bytes = texts.next().getUTF8String(0).getBytes();
      advance();
      windows = cut.of(decoder.decode(bytes, this));
      next = 1;
      if (!windows.isEmpty()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    writer.text(windows.get(next - 1));
  }
}
