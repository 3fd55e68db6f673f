package weir.driver.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;
import weir.driver.config.PrepareSpec;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.fit.SparseStatistics;
import weir.driver.data.fit.VectorStatistics;
import weir.driver.data.prepare.Fitting;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.source.RowSource;

/**
 * Refuses features that preparation cannot turn into numbers, naming file, row, column and value.
 * What is wrong is known from the statistics; the files are read again only to say where.
 */
final class RowChecks {
  private static final String IMPUTE =
      " (expected: a value); add impute to data.prepare, or repair the row";

  private final Map<RowSet, RowSource> sources;
  private final List<PrepareSpec> steps;
  private final RowStatistics training;
  private final RawSchema schema;

  RowChecks(Map<RowSet, RowSource> sources, List<PrepareSpec> steps, RowStatistics training) {
    this.sources = sources;
    this.steps = steps;
    this.training = training;
    this.schema = sources.get(RowSet.TRAINING).schema();
  }

  /** Checks that every column that a step names is there, and is of a kind it can be applied to. */
  void checkSteps() {
    List<String> names = schema.columns().stream().map(RawColumn::name).toList();
    for (PrepareSpec step : steps) {
      for (String name : step.columns()) {
        if (!names.contains(name)) {
          throw new UserInputException(
              "data.prepare: "
                  + step.kind()
                  + " of column "
                  + name
                  + " (expected: one of "
                  + names
                  + "); set data.prepare");
        }
      }
    }
  }

  /** Checks text columns all at once: one line that names them. */
  void checkTexts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < schema.features().size(); i++) {
      String name = schema.columns().get(i).name();
      if (schema.columns().get(i).kind().isScalar()
          && !training.scalar(i).isNumeric()
          && !Fitting.isOneHot(steps, name)) {
        texts.add(name);
      }
    }
    if (!texts.isEmpty()) {
      throw new UserInputException(
          "columns "
              + texts
              + " hold texts (expected: numbers); add oneHot to data.prepare, or leave them out"
              + " with data.features");
    }
  }

  /**
   * Checks the features of one set.
   *
   * @param width columns that a sparse row may have
   */
  void checkFeatures(RowSet set, RowStatistics known, int width) {
    List<RawColumn> features = schema.features();
    for (int i = 0; i < features.size(); i++) {
      switch (features.get(i).kind()) {
        case CELL, NUMBER, TEXT -> checkScalar(set, known.scalar(i), i);
        case FLOATS -> checkVector(set, (VectorStatistics) known.column(i), i);
        case SPARSE -> checkSparse(set, (SparseStatistics) known.column(i), i, width);
        case BYTES -> {}
      }
    }
  }

  private void checkScalar(RowSet set, ScalarStatistics known, int column) {
    boolean numeric = training.scalar(column).isNumeric();
    if (numeric && known.texts() > 0) {
      throw complain(
          set,
          column,
          row -> isText(row, column) ? quoted(row, column) : null,
          " (expected: a number, as in most rows)");
    }
    String name = schema.columns().get(column).name();
    if (known.missing() > 0 && Fitting.impute(steps, name) == null) {
      throw complain(set, column, row -> row.missing(column) ? "no value" : null, IMPUTE);
    }
    if (numeric && training.scalar(column).moments().count() == 0) {
      throw new UserInputException(
          "column "
              + name
              + " has no value in any training row (expected: values); leave it out with"
              + " data.features");
    }
  }

  private void checkVector(RowSet set, VectorStatistics known, int column) {
    RawColumn raw = schema.columns().get(column);
    if (known.missing() > 0 && Fitting.impute(steps, raw.name()) == null) {
      throw complain(set, column, row -> firstNan(row, column, raw.width()), IMPUTE);
    }
  }

  private void checkSparse(RowSet set, SparseStatistics known, int column, int width) {
    if (known.width() > width) {
      throw complain(
          set,
          column,
          row -> firstBeyond(row, column, width),
          " (expected: 1.."
              + width
              + ", the features of the model); set model.input, or repair the row");
    }
    if (known.notNumbers() > 0) {
      throw complain(
          set, column, row -> firstStrange(row, column), " (expected: a number); repair the row");
    }
  }

  static boolean isText(RowReader row, int column) {
    return !row.missing(column) && Double.isNaN(row.number(column));
  }

  static String quoted(RowReader row, int column) {
    return '"' + row.text(column) + '"';
  }

  private static String firstNan(RowReader row, int column, int width) {
    for (int i = 0; i < width; i++) {
      if (Float.isNaN(row.single(column, i))) {
        return "NaN at position " + i;
      }
    }
    return null;
  }

  private static String firstBeyond(RowReader row, int column, int width) {
    int count = row.entries(column);
    for (int i = 0; i < count; i++) {
      if (row.entryIndex(i) >= width) {
        return "index " + (row.entryIndex(i) + 1L);
      }
    }
    return null;
  }

  private static String firstStrange(RowReader row, int column) {
    int count = row.entries(column);
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(row.entryValue(i, count))) {
        return row.entryValue(i, count) + " at index " + (row.entryIndex(i) + 1L);
      }
    }
    return null;
  }

  private UserInputException complain(
      RowSet set, int column, RowLocator.Complaint complaint, String expected) {
    RowSource source = sources.getOrDefault(set, sources.get(RowSet.TRAINING));
    String name = schema.columns().get(column).name();
    return new UserInputException(RowLocator.first(source, complaint, name) + expected);
  }
}
