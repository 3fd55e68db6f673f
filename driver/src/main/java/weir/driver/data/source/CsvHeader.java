package weir.driver.data.source;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import weir.driver.UserInputException;

/**
 * The first line of csv files.
 *
 * @param cells of the first file that has one; null where files have none
 * @param file that file, for errors
 */
record CsvHeader(List<String> cells, String file) implements Serializable {
  private static final long serialVersionUID = 1;

  static final CsvHeader NONE = new CsvHeader(null, null);

  CsvHeader {
    cells = cells == null ? null : List.copyOf(cells);
  }

  /** True when the first line of every file is a header. */
  boolean present() {
    return cells != null;
  }

  /**
   * Refuses the header of another file when it is another one.
   *
   * @throws UserInputException with the names of both files
   */
  void check(List<String> other, String otherFile) {
    if (!cells.equals(other)) {
      throw new UserInputException(
          InputPaths.shortName(otherFile)
              + " has the header "
              + String.join(", ", other)
              + " (expected: "
              + String.join(", ", cells)
              + ", as in "
              + InputPaths.shortName(file)
              + "); the header must be the same in all files");
    }
  }

  /** The cells of a record as texts. */
  static List<String> texts(CsvSplitter record, int count) {
    return IntStream.range(0, count)
        .mapToObj(
            cell ->
                new String(
                        record.bytes(),
                        record.start(cell),
                        record.end(cell) - record.start(cell),
                        StandardCharsets.UTF_8)
                    .strip())
        .toList();
  }
}
