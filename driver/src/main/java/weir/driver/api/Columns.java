package weir.driver.api;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.PrepareSpec;
import weir.driver.config.SlidingWindow;
import weir.driver.data.Frames;
import weir.driver.data.RowSet;

/**
 * What the columns of a DataFrame mean. A name is that of a column as it is, dots and backticks
 * included; where no column has it, it is a path to a field of its structs: {@code address.city}.
 * Steps of preparation are fitted on the training rows and applied in the order in which they are
 * said. Immutable: each method returns another.
 *
 * <p>The rows are read once for a training, and again when an executor that held them is lost or an
 * error has to be told. Where they differ from reading to reading (random numbers, a table that
 * changes), call {@code persist} or {@code checkpoint} first.
 */
public final class Columns {
  private final Data data;
  private final Map<RowSet, Dataset<Row>> held;

  private Columns(Data data, Map<RowSet, Dataset<Row>> held) {
    this.data = data;
    this.held = Map.copyOf(held);
  }

  /** The columns to predict; all others are learned from. For static import. */
  public static Columns label(String... columns) {
    return new Columns(new Data(DataFormat.FRAME).label(columns), Map.of());
  }

  DataSpec spec() {
    return data.spec();
  }

  Frames frames(Dataset<Row> training) {
    Map<RowSet, Dataset<Row>> all = new HashMap<>(held);
    all.put(RowSet.TRAINING, training);
    return new Frames(all);
  }

  /** The columns to learn from; all without another role when left out. */
  public Columns features(String... columns) {
    return with(data.features(columns));
  }

  /** How much each row counts in the loss, &gt;= 0; a row that counts 0 is left out. */
  public Columns weight(String column) {
    return with(data.weight(column));
  }

  /**
   * What orders the rows, a value of its own in each: for {@code order(GIVEN)}, {@link
   * #splitByTime()} and {@link #window}.
   */
  public Columns orderBy(String column) {
    return with(data.orderBy(column));
  }

  /** Columns that hold numbers, whatever their type. */
  public Columns numbers(String... columns) {
    return with(data.numbers(columns));
  }

  /** Columns that hold texts, whatever their type. */
  public Columns texts(String... columns) {
    return with(data.texts(columns));
  }

  /** Words that stand for a missing value; {@code NaN} takes not-a-number for one. */
  public Columns missing(String... words) {
    return with(data.missing(words));
  }

  /** Rows without a label are left out. */
  public Columns dropUnlabelled() {
    return with(data.dropUnlabelled());
  }

  /** Rows that cannot be prepared are left out. */
  public Columns skipBadRows() {
    return with(data.skipBadRows());
  }

  /** The label value that counts as 1, all others as 0. */
  public Columns positive(String label) {
    return with(data.positive(label));
  }

  /** Rows for the final evaluation. */
  public Columns test(Dataset<Row> rows) {
    return with(data.testFrame(), RowSet.TEST, rows);
  }

  /** A fraction of the training rows for the final evaluation. */
  public Columns testFraction(double fraction) {
    return with(data.testFraction(fraction));
  }

  /** Rows evaluated after every epoch. */
  public Columns validation(Dataset<Row> rows) {
    return with(data.validationFrame(), RowSet.VALIDATION, rows);
  }

  /** A fraction of the training rows, evaluated after every epoch. */
  public Columns validationFraction(double fraction) {
    return with(data.validationFraction(fraction));
  }

  /** Numbers into 0..1; all number columns when none is named. */
  public Columns scale(String... columns) {
    return with(data.scale(columns));
  }

  /** Numbers to mean 0 and deviation 1; all number columns when none is named. */
  public Columns standardize(String... columns) {
    return with(data.standardize(columns));
  }

  /** Texts to 0/1 columns; all text columns when none is named. */
  public Columns oneHot(String... columns) {
    return with(data.oneHot(columns));
  }

  /** Missing values become the mean, missing texts the most frequent one; in all columns. */
  public Columns impute() {
    return with(data.impute());
  }

  /** Missing values become what {@code strategy} says; in all columns when none is named. */
  public Columns impute(PrepareSpec.Strategy strategy, String... columns) {
    return with(data.impute(strategy, columns));
  }

  /** Texts become the ids of their words or characters. */
  public Columns tokens(TokenStep tokens) {
    return with(data.tokens(tokens));
  }

  /** Texts become sparse rows of hashed features. */
  public Columns hash(HashStep hash) {
    return with(data.hash(hash));
  }

  /** Of equal training rows only the first in rank is kept. */
  public Columns dropDuplicates() {
    return with(data.dropDuplicates());
  }

  /** Rows are held out by their order: the last ones are the test. */
  public Columns splitByTime() {
    return with(data.splitByTime());
  }

  /** The rows in order are so many of training, validation and test; the rest is left. */
  public Columns splitByTime(int training, int validation, int test) {
    return with(data.splitByTime(training, validation, test));
  }

  /** Windows over the rows in their order, split by time. */
  public Columns window(SlidingWindow window) {
    return with(data.window(window));
  }

  private Columns with(Data other) {
    return new Columns(other, held);
  }

  private Columns with(Data other, RowSet set, Dataset<Row> rows) {
    Map<RowSet, Dataset<Row>> more = new HashMap<>(held);
    more.put(set, rows);
    return new Columns(other, more);
  }
}
