package weir.driver.data.source;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.catalyst.InternalRow;
import weir.driver.config.MissingSpec;
import weir.driver.config.TextLabel;
import weir.driver.data.row.RowWriter;

/** Texts; lines that are blank are skipped. */
final class TextCursor extends ScanCursor {
  private final Iterator<InternalRow> texts;
  private final Labels labels;
  private final StrictDecoder decoder;
  private final CellWriter values = new CellWriter(MissingSpec.of(List.of()), '.');
  private String text;

  /**
   * Labels of texts.
   *
   * @param present false where rows have none
   * @param numbers whether they are numbers
   */
  record Labels(TextLabel place, boolean present, boolean numbers) {}

  TextCursor(Iterator<InternalRow> texts, Labels labels, StrictDecoder decoder) {
    this.texts = texts;
    this.labels = labels;
    this.decoder = decoder;
  }

  @Override
  public boolean next() {
    while (texts.hasNext()) {
      byte[] bytes = texts.next().getUTF8String(0).getBytes();
      // Neither here nor in LineFinder do blank lines count as rows.
      if (labels.place() == TextLabel.FOLDER || !isBlank(bytes)) {
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
    if (!labels.present()) {
      writer.text(text);
      return;
    }
    switch (labels.place()) {
      case FIRST_WORD -> {
        int end = endOfFirstWord();
        writer.text(text.substring(end).strip());
        label(text.substring(0, end), writer);
      }
      case FILE -> {
        writer.text(text);
        label(InputPaths.shortName(file()), writer);
      }
      case FOLDER -> {
        writer.text(text);
        label(new Path(file()).getParent().getName(), writer);
      }
      case NEXT -> throw new IllegalStateException("sequences are read as windows");
    }
  }

  private void label(String word, RowWriter writer) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    if (labels.numbers()) {
      values.number(utf8, 0, utf8.length, true, writer);
    } else {
      writer.text(utf8, 0, utf8.length);
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
