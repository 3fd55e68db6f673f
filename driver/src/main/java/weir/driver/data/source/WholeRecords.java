package weir.driver.data.source;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Records of whole files, which may go over several lines where these end inside quotes. */
final class WholeRecords implements CsvRecords, Closeable {
  private final Iterator<String> files;
  private final Configuration conf;
  private final CsvReading reading;
  private final CsvSplitter cells;
  private final Utf8Lines charset;
  private LineBytes lines;
  private String file;
  private long sequence;
  private long first;
  private boolean headed;
  private int count;

  WholeRecords(Iterator<String> files, Configuration conf, CsvReading reading) {
    this.files = files;
    this.conf = conf;
    this.reading = reading;
    this.cells = new CsvSplitter(reading.dialect());
    this.charset = new Utf8Lines(reading.dialect().charset());
  }

  /** The texts of the first record of the first file that has one; null when none has. */
  static CsvHeader header(List<String> files, Configuration conf, CsvReading reading) {
    try (WholeRecords records = new WholeRecords(files.iterator(), conf, reading)) {
      return records.next()
          ? new CsvHeader(CsvHeader.texts(records.cells, records.count), records.file)
          : CsvHeader.NONE;
    }
  }

  /** Names the file of a record and the line that it begins with. */
  static String describe(Configuration conf, CsvReading reading, RowPosition position) {
    String name = InputPaths.shortName(position.file());
    List<String> file = List.of(position.file());
    try (WholeRecords records = new WholeRecords(file.iterator(), conf, reading)) {
      while (records.nextOrBad() && records.sequence < position.sequence()) {
        // Only the place counts.
      }
      return name + " line " + records.first;
    }
  }

  private boolean nextOrBad() {
    try {
      return next();
    } catch (BadRowException bad) {
      return true;
    }
  }

  @Override
  public boolean next() {
    try {
      while (lines != null || openNext()) {
        if (!lines.next()) {
          close();
        } else if (!CsvReading.isBlank(lines.bytes(), lines.length())) {
          first = lines.line();
          if (headed || !reading.header().present()) {
            sequence++;
            count = record();
            if (reading.columns() > 0 && count != reading.columns()) {
              throw reading.wrongCount(cells, count, position());
            }
            return true;
          }
          headed = true;
          int named = record();
          reading.header().check(CsvHeader.texts(cells, named), file);
        }
      }
      return false;
    } catch (IOException e) {
      throw new UnreadableFileException(file, e);
    }
  }

  private boolean openNext() throws IOException {
    if (!files.hasNext()) {
      return false;
    }
    file = files.next();
    lines = LineBytes.open(conf, file);
    sequence = -1;
    headed = false;
    return true;
  }

  private int record() throws IOException {
    try {
      int split = split();
      while (split == CsvSplitter.OPEN) {
        int before = lines.length();
        if (!lines.append()) {
          throw new BadRowException(
              position(),
              " opens a quote that is never closed (expected: quotes in pairs); set data.quotes to"
                  + " false where quotes are ordinary characters");
        }
        split = lines.hasQuote(before) ? split() : CsvSplitter.OPEN;
      }
      return split;
    } catch (CsvSplitter.StrayQuoteException stray) {
      throw CsvReading.stray(stray, position());
    }
  }

  /** Cuts a copy, as cells are cut in place and a line may have to be added. */
  private int split() {
    byte[] raw = Arrays.copyOf(lines.bytes(), lines.length());
    byte[] line = charset.utf8(raw, raw.length, position());
    return cells.split(line, line.length);
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
    return file;
  }

  @Override
  public long block() {
    return 0;
  }

  @Override
  public long sequence() {
    return Math.max(0, sequence);
  }

  /** True when a cell of the record has a line break. */
  boolean severalLines() {
    return lines.line() > first;
  }

  @Override
  public void close() {
    if (lines == null) {
      return;
    }
    try {
      lines.close();
    } catch (IOException e) {
      throw new UnreadableFileException(file, e);
    } finally {
      lines = null;
    }
  }
}
