package weir.driver.data.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import weir.driver.config.ColumnKind;
import weir.driver.data.row.RowWriter;

/** Rows of csv cells, and of the folders that their files lie in. */
final class CsvCursor implements RowCursor {
  private final CsvRecords records;
  private final List<CsvColumn> columns;
  private final PartitionFolders folders;
  private final CellWriter values;
  private final int cells;
  private final long[] missing;
  private String file;
  private byte[][] folderValues;

  CsvCursor(CsvRecords records, CsvTable table) {
    this.records = records;
    this.columns = table.columns();
    this.folders = table.folders();
    this.cells = table.reading().columns();
    this.values = new CellWriter(table.missing(), table.reading().dialect().decimal());
    this.missing = new long[columns.size()];
  }

  @Override
  public boolean next() {
    return records.next();
  }

  @Override
  public void write(RowWriter writer) {
    writer.begin();
    CsvSplitter record = records.cells();
    for (int i = 0; i < columns.size(); i++) {
      CsvColumn column = columns.get(i);
      boolean word;
      if (column.cell() < cells) {
        int from = record.start(column.cell());
        word = write(column, record.bytes(), from, record.end(column.cell()), writer);
      } else {
        byte[] value = folder(column.cell() - cells);
        word = write(column, value, 0, value.length, writer);
      }
      missing[i] += word ? 1 : 0;
    }
  }

  private boolean write(CsvColumn column, byte[] utf8, int from, int to, RowWriter writer) {
    return column.kind() == ColumnKind.NUMBER
        ? values.number(utf8, from, to, column.told(), writer)
        : values.text(utf8, from, to, writer);
  }

  private byte[] folder(int index) {
    String now = records.file();
    if (!now.equals(file)) {
      file = now;
      String[] texts = folders.of(now);
      folderValues = new byte[texts.length][];
      for (int i = 0; i < texts.length; i++) {
        String text = texts[i] == null ? "" : texts[i];
        folderValues[i] = text.getBytes(StandardCharsets.UTF_8);
      }
    }
    return folderValues[index];
  }

  @Override
  public Map<String, Long> missingWords() {
    Map<String, Long> words = new TreeMap<>();
    for (int i = 0; i < missing.length; i++) {
      if (missing[i] > 0) {
        words.put(columns.get(i).name(), missing[i]);
      }
    }
    return words;
  }

  @Override
  public String file() {
    return records.file();
  }

  @Override
  public long block() {
    return records.block();
  }

  @Override
  public long sequence() {
    return records.sequence();
  }
}
