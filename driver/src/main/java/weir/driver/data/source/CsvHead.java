package weir.driver.data.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import weir.driver.UserInputException;
import weir.driver.config.MissingSpec;
import weir.driver.config.TableSpec;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;

/**
 * What the first rows of csv files tell: names of columns, and what each column seems to be.
 *
 * @param reading how all files are read
 * @param names of the cells of a record
 * @param numbers names of columns of whose first values at least half are numbers
 * @param whole true when a cell of the first rows has a line break
 * @param advice what to set where the cells seem to stand apart otherwise; mostly empty
 */
record CsvHead(
    CsvReading reading, List<String> names, Set<String> numbers, boolean whole, String advice) {
  private static final int ROWS = 1000;

  CsvHead {
    names = List.copyOf(names);
    numbers = Set.copyOf(numbers);
  }

  /**
   * Looks at the first rows.
   *
   * @throws UserInputException when columns have no or equal names
   */
  static CsvHead of(Configuration conf, TableSpec table, List<String> files) {
    var any = new CsvReading(table.dialect(), CsvHeader.NONE, 0);
    CsvHeader first = WholeRecords.header(files, conf, any);
    if (!first.present()) {
      return new CsvHead(any, List.of(), Set.of(), false, "");
    }
    List<String> names = names(table, first);
    CsvHeader header = table.dialect().header() ? first : CsvHeader.NONE;
    var reading = new CsvReading(table.dialect(), header, names.size());
    try (var records = new WholeRecords(files.iterator(), conf, reading)) {
      var sample = new Sample(names, table);
      boolean whole = false;
      for (int row = 0; row < ROWS && next(records); row++) {
        sample.add(records.cells());
        whole |= records.severalLines();
      }
      return new CsvHead(reading, names, sample.numbers(), whole, Separators.advice(first.cells()));
    }
  }

  /** Rows that cannot be read are judged when all are read. */
  private static boolean next(WholeRecords records) {
    while (true) {
      try {
        return records.next();
      } catch (BadRowException bad) {
        // The next one tells as much.
      }
    }
  }

  private static List<String> names(TableSpec table, CsvHeader first) {
    List<String> found = first.cells();
    if (!table.dialect().header() || !table.columns().isEmpty()) {
      return TableColumns.names(table, found.size(), InputPaths.shortName(first.file()));
    }
    List<String> names = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      names.add(found.get(i).isEmpty() ? "_c" + i : found.get(i));
    }
    Set<String> once = new HashSet<>();
    Set<String> twice = new LinkedHashSet<>(names);
    twice.retainAll(names.stream().filter(name -> !once.add(name)).collect(Collectors.toSet()));
    if (!twice.isEmpty()) {
      throw new UserInputException(
          InputPaths.shortName(first.file())
              + " has more than one column "
              + String.join(", ", twice)
              + " (expected: different names); name all "
              + names.size()
              + " columns by data.columns, beside data.header=true");
    }
    return names;
  }

  /** Counts numbers and texts of each column. */
  private static final class Sample {
    private final List<String> names;
    private final CellWriter cells;
    private final RowReader reader;
    private final RowWriter writer = new RowWriter();
    private final int[] known;
    private final int[] strays;

    Sample(List<String> names, TableSpec table) {
      this.names = names;
      MissingSpec missing = table.meaning().missing();
      cells = new CellWriter(missing, table.dialect().decimal());
      reader =
          new RowReader(
              new RawSchema(
                  names.stream().map(name -> RawColumn.scalar(name, RawKind.NUMBER)).toList(), 0));
      known = new int[names.size()];
      strays = new int[names.size()];
    }

    void add(CsvSplitter record) {
      writer.begin();
      for (int i = 0; i < known.length; i++) {
        cells.number(record.bytes(), record.start(i), record.end(i), false, writer);
      }
      reader.read(writer.finish(0, 0));
      for (int i = 0; i < known.length; i++) {
        known[i] += reader.missing(i) ? 0 : 1;
        strays[i] += reader.stray(i) ? 1 : 0;
      }
    }

    Set<String> numbers() {
      Set<String> numbers = new HashSet<>();
      for (int i = 0; i < known.length; i++) {
        if (2L * strays[i] <= known[i]) {
          numbers.add(names.get(i));
        }
      }
      return numbers;
    }
  }
}
