package weir.driver.data.source;

import java.util.Iterator;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.config.TextLabel;
import weir.driver.data.row.RowWriter;

/** Texts; lines that are blank are skipped. */
final class TextCursor extends ScanCursor {
  private final Iterator<InternalRow> texts;
  private final TextLabel label;
  private final boolean labelled;
  private final StrictDecoder decoder;
  private String text;

  /**
   * @param labelled false where rows have no label
   */
  TextCursor(
      Iterator<InternalRow> texts, TextLabel label, boolean labelled, StrictDecoder decoder) {
    this.texts = texts;
    this.label = label;
    this.labelled = labelled;
    this.decoder = decoder;
  }

  @Override
  public boolean next() {
    while (texts.hasNext()) {
      byte[] bytes = texts.next().getUTF8String(0).getBytes();
      // Neither here nor in LineFinder do blank lines count as rows.
      if (label == TextLabel.FOLDER || !isBlank(bytes)) {
        advance();
        text = decoder.decode(bytes, this).strip();
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte character : bytes) {
      if (character < 0 || !Character.isWhitespace(character)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    if (!labelled) {
      writer.text(text);
      return;
    }
    switch (label) {
      case FIRST_WORD -> {
        int end = endOfFirstWord();
        writer.text(text.substring(end).strip());
        writer.text(text.substring(0, end));
      }
      case FILE -> {
        writer.text(text);
        writer.text(InputPaths.shortName(file()));
      }
      case FOLDER -> {
        writer.text(text);
        writer.text(new Path(file()).getParent().getName());
      }
      case NEXT -> throw new IllegalStateException("sequences are read as windows");
    }
  }

  private int endOfFirstWord() {
    int end = 0;
    while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
      end++;
    }
    return end;
  }
}
