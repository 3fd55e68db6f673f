package weir.driver.data.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import weir.driver.config.ColumnKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;

/** Rows of csv cells, and of the folders that their files lie in. */
final class CsvCursor implements RowCursor {
  private final CsvRecords records;
  private final List<CsvColumn> columns;
  private final CsvColumn weight;
  private final RowWriter weighing = new RowWriter();
  private final RowReader weights;
  private final PartitionFolders folders;
  private final CellWriter values;
  private final int cells;
  private final MissingCounts missing;
  private String file;
  private byte[][] folderValues;

  CsvCursor(CsvRecords records, CsvTable table) {
    this.records = records;
    this.columns = table.columns();
    this.weight = table.weight();
    this.weights = weight == null ? null : new RowReader(new RawSchema(List.of(weight.raw()), 0));
    this.folders = table.folders();
    this.cells = table.reading().columns();
    this.values = new CellWriter(table.missing(), table.reading().dialect().decimal());
    this.missing = new MissingCounts(columns.stream().map(CsvColumn::name).toList());
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
      missing.add(i, write(columns.get(i), record, writer));
    }
    if (weight != null) {
      writer.number(weight());
    }
  }

  @Override
  public Row original() {
    CsvSplitter record = records.cells();
    Object[] texts = new Object[cells + folders.names().size()];
    for (int i = 0; i < texts.length; i++) {
      byte[] utf8 = i < cells ? record.bytes() : folder(i - cells);
      int from = i < cells ? record.start(i) : 0;
      int to = i < cells ? record.end(i) : utf8.length;
      texts[i] = from == to ? null : new String(utf8, from, to - from, StandardCharsets.UTF_8);
    }
    return RowFactory.create(texts);
  }

  @Override
  public double weight() {
    if (weight == null) {
      return 1;
    }
    weighing.begin();
    write(weight, records.cells(), weighing);
    weights.read(weighing.finish(0, 0));
    return RowWeights.checked(weights.number(0), weights.text(0), weight.name(), position());
  }

  /** True when a word was taken for a missing value. */
  private boolean write(CsvColumn column, CsvSplitter record, RowWriter writer) {
    if (column.cell() < cells) {
      int from = record.start(column.cell());
      return write(column, record.bytes(), from, record.end(column.cell()), writer);
    }
    byte[] value = folder(column.cell() - cells);
    return write(column, value, 0, value.length, writer);
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
    return missing.byName();
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
