package weir.driver.data;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.RowCursor;
import weir.driver.data.source.RowPosition;
import weir.driver.data.source.RowSource;
import weir.driver.spark.Parcel;

/**
 * Finds the first row of the files that has a problem, so that an error can name it. Reads the
 * files once more; only errors need it.
 */
final class RowLocator {

  /** What is wrong with a row: its value as text; null when nothing is. */
  @FunctionalInterface
  interface Complaint extends Serializable {
    String about(RowReader row);
  }

  private record Found(RowPosition position, String value) implements Serializable {
    private static final long serialVersionUID = 1;
  }

  private RowLocator() {}

  /**
   * The place of the first row, and its value in between the two texts: {@code train.csv line 3,
   * column age: "old"}.
   */
  static String first(RowSource source, Complaint complaint, String column) {
    RawSchema schema = source.schema();
    List<Found> found = Parcel.collect(source.map(rows -> search(rows, schema, complaint)));
    List<String> files = source.files();
    Found first =
        found.stream()
            .min(
                Comparator.comparingInt((Found f) -> files.indexOf(f.position().file()))
                    .thenComparingLong(f -> f.position().block())
                    .thenComparingLong(f -> f.position().sequence()))
            .orElseThrow(() -> new IllegalStateException("the files changed while being read"));
    return source.describe(first.position()) + ", column " + column + ": " + first.value();
  }

  private static Iterator<Found> search(RowCursor rows, RawSchema schema, Complaint complaint) {
    RowWriter writer = new RowWriter();
    RowReader reader = new RowReader(schema);
    while (rows.next()) {
      rows.write(writer);
      String value = complaint.about(reader.read(writer.finish(0, 0)));
      if (value != null) {
        return List.of(new Found(rows.position(), value)).iterator();
      }
    }
    return List.<Found>of().iterator();
  }
}
