package weir.driver.data.predict;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import org.apache.spark.sql.Row;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.data.RowNotes;
import weir.driver.data.prepare.RowPreparer;
import weir.driver.data.row.RowReader;
import weir.driver.data.row.RowWriter;
import weir.driver.data.source.BadRowException;
import weir.driver.data.source.RowCursor;
import weir.worker.data.RowBlock;

/** Packs the rows of one partition as they come. One thread only. */
final class PredictionCursor implements Iterator<PredictionBlock> {
  private static final int ROWS = 256;
  private static final Logger LOG = LoggerFactory.getLogger(PredictionCursor.class);

  private final PredictionPlan plan;
  private final RowCursor cursor;
  private final RowReader reader;
  private final RowPreparer preparer;
  private final RowGuard guard;
  private final RowWriter writer = new RowWriter();
  private final Supplier<Row> original;
  private final Skipping skipping;
  private final RowNotes.Draft draft = new RowNotes.Draft();
  private boolean begun;
  private boolean more;

  /** Rows that keep those columns that were read. */
  PredictionCursor(PredictionPlan plan, RowCursor cursor) {
    this(plan, cursor, null);
  }

  /**
   * @param original gives the current row as it shall be kept; null: with the columns that were
   *     read
   */
  PredictionCursor(PredictionPlan plan, RowCursor cursor, Supplier<Row> original) {
    this.plan = plan;
    this.cursor = cursor;
    this.original = original == null ? this::read : original;
    this.reader = new RowReader(plan.schema());
    this.preparer = new RowPreparer(plan.schema(), plan.preparation());
    this.guard = new RowGuard(plan.preparation(), plan.positions(), plan.firstIndex());
    this.skipping = plan.skipping();
  }

  @Override
  public boolean hasNext() {
    if (!begun) {
      begun = true;
      advance();
    }
    return more;
  }

  @Override
  public PredictionBlock next() {
    if (!hasNext()) {
      throw new NoSuchElementException("no more rows");
    }
    List<Row> originals = new ArrayList<>();
    RowBlock rows = plan.preparation().sparse() ? sparse(originals) : dense(originals);
    return new PredictionBlock(originals, rows);
  }

  /** Moves to the next row that can be predicted. */
  private void advance() {
    more = false;
    boolean rows = true;
    while (rows && !more) {
      try {
        rows = cursor.next();
        more = rows && isGood();
      } catch (BadRowException bad) {
        if (!skipping.skips()) {
          throw bad;
        }
        draft.leaveOut(bad.position(), bad.complaint());
      }
    }
    if (!rows) {
      tell(draft.part(cursor.missingWords()));
    }
  }

  private boolean isGood() {
    cursor.write(writer);
    reader.read(writer.finish(0, 0));
    String complaint = guard.complaint(reader);
    if (complaint != null) {
      throw new BadRowException(cursor.position(), complaint);
    }
    return true;
  }

  private void tell(RowNotes.Part part) {
    if (skipping.notes() != null) {
      skipping.notes().add(part);
    } else if (part.rows() > 0) {
      LOG.warn("{} rows cannot be predicted and are left out: {}", part.rows(), part.first());
    }
  }

  private Row read() {
    return plan.original(reader, cursor);
  }

  private RowBlock dense(List<Row> originals) {
    int width = plan.preparation().width();
    float[] values = new float[ROWS * width];
    int count = 0;
    while (more && count < ROWS) {
      originals.add(original.get());
      preparer.dense(reader, values, width * count++);
      advance();
    }
    float[] exact = Arrays.copyOf(values, count * width);
    return new RowBlock(0, 0, count, width, exact, null, null, new float[0], 0, null);
  }

  private RowBlock sparse(List<Row> originals) {
    int[] starts = new int[ROWS + 1];
    int[] columns = new int[1024];
    float[] values = new float[1024];
    int count = 0;
    while (more && count < ROWS) {
      originals.add(original.get());
      int end = starts[count] + preparer.entries(reader);
      if (end > columns.length) {
        columns = Arrays.copyOf(columns, Math.max(end, 2 * columns.length));
        values = Arrays.copyOf(values, columns.length);
      }
      preparer.sparse(reader, columns, values, starts[count]);
      starts[++count] = end;
      advance();
    }
    int stored = starts[count];
    return new RowBlock(
        0,
        0,
        count,
        plan.preparation().width(),
        Arrays.copyOf(values, stored),
        Arrays.copyOf(starts, count + 1),
        Arrays.copyOf(columns, stored),
        new float[0],
        0,
        null);
  }
}
