package weir.driver.data;

import java.io.Serializable;
import weir.driver.config.BadRows;
import weir.driver.config.MeaningSpec;
import weir.driver.config.Unlabelled;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;

/**
 * Which rows a run leaves out: those without a label, those that cannot be prepared, as the user
 * says.
 *
 * @param complaint what is wrong with a row that has a label
 */
record RowFilter(RawSchema schema, MeaningSpec meaning, Complaint complaint)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Says what is wrong with a row. */
  @FunctionalInterface
  interface Complaint extends Serializable {
    /** To be read after the row's place; null when nothing is. */
    String about(RowReader row);
  }

  /** For the rows of one partition. */
  Judge judge() {
    return new Judge();
  }

  /** Judges one row after the other. One thread only. */
  final class Judge {
    private final RowReader reader = new RowReader(schema);
    private final boolean drops = meaning.unlabelled() == Unlabelled.DROP;
    private final boolean skips = meaning.badRows() == BadRows.SKIP;

    boolean skipsBad() {
      return skips;
    }

    /** Why to leave out the row that {@code writer} holds; null when it is kept. */
    String reason(RowWriter writer) {
      if (!drops && !skips) {
        return null;
      }
      reader.read(writer.finish(0, 0));
      for (int label = schema.firstLabel(); label < schema.columns().size(); label++) {
        if (reader.missing(label)) {
          return drops ? ": no label" : null;
        }
      }
      return skips ? complaint.about(reader) : null;
    }
  }
}
