package weir.driver.data;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import weir.driver.Shown;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.BadRowException;
import weir.driver.data.source.RowCursor;
import weir.driver.data.source.RowPosition;
import weir.driver.data.source.RowSource;
import weir.driver.spark.Parcel;

/**
 * Finds the first row of the files that has a problem, so that an error can name it. Rows of a
 * DataFrame have no places: of those the one with the least value is told, which partitions do not
 * change. Reads the rows once more; only errors need it.
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
    boolean places = source.hasPlaces();
    List<Found> found = Parcel.collect(source.map(rows -> search(rows, schema, complaint, places)));
    List<String> files = source.files();
    Found first =
        found.stream()
            .min(places ? byPlace(files) : Comparator.comparing(Found::value))
            .orElseThrow(() -> new IllegalStateException("the files changed while being read"));
    return source.describe(first.position())
        + ", column "
        + Shown.text(column)
        + ": "
        + first.value();
  }

  private static Comparator<Found> byPlace(List<String> files) {
    return Comparator.comparingInt((Found f) -> files.indexOf(f.position().file()))
        .thenComparingLong(f -> f.position().block())
        .thenComparingLong(f -> f.position().sequence());
  }

  private static Iterator<Found> search(
      RowCursor rows, RawSchema schema, Complaint complaint, boolean places) {
    RowWriter writer = new RowWriter();
    RowReader reader = new RowReader(schema);
    Found least = null;
    boolean more = true;
    while (more && (least == null || !places)) {
      try {
        more = rows.next();
        if (more && rows.weight() > 0) {
          rows.write(writer);
          String value = complaint.about(reader.read(writer.finish(0, 0)));
          if (value != null && (least == null || value.compareTo(least.value()) < 0)) {
            least = new Found(rows.position(), value);
          }
        }
      } catch (BadRowException skipped) {
        // The rows were read before, so that the user has bad ones skipped.
      }
    }
    return least == null ? List.<Found>of().iterator() : List.of(least).iterator();
  }
}
