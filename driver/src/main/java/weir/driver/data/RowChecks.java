package weir.driver.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.config.TokenizerSpec;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.fit.Moments;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.fit.SparseStatistics;
import weir.driver.data.fit.TextStatistics;
import weir.driver.data.fit.VectorStatistics;
import weir.driver.data.prepare.FittedColumn;
import weir.driver.data.prepare.FittedColumn.CategoryColumn;
import weir.driver.data.prepare.FittedColumn.HashedColumn;
import weir.driver.data.prepare.FittedColumn.IdsColumn;
import weir.driver.data.prepare.FittedColumn.NumberColumn;
import weir.driver.data.prepare.FittedColumn.VectorColumn;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.row.Numbers;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.source.RowSource;
import weir.driver.data.text.Tokenizer;

/**
 * Refuses features that preparation cannot turn into numbers, naming file, row, column and value.
 * What is wrong is known from the statistics; the files are read again only to say where.
 */
final class RowChecks {
  private static final String IMPUTE =
      " (expected: a value); add impute to data.prepare, or repair the row";

  /** Of a number that is infinite as float32. */
  static final String BEYOND =
      " (expected: a number within 3.4e38, the reach of float32, once it is prepared); scale or"
          + " standardize it by data.prepare, or repair the row";

  private final Map<RowSet, RowSource> sources;
  private final RawSchema schema;

  RowChecks(Map<RowSet, RowSource> sources) {
    this.sources = sources;
    this.schema = sources.values().iterator().next().schema();
  }

  /** Checks the kinds of columns before fitting; one line names all columns of texts. */
  void checkKinds(FitPlan plan, RowStatistics training) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < schema.features().size(); i++) {
      RawColumn column = schema.columns().get(i);
      if (!(training.column(i) instanceof ScalarStatistics known)) {
        continue;
      }
      if (known.moments().count() + known.texts() == 0) {
        throw new UserInputException(
            "column "
                + column.name()
                + " has no value in any training row (expected: values); leave it out with"
                + " data.features");
      }
      if (column.kind() == RawKind.TEXT && !plan.isOneHot(column)) {
        texts.add(column.name() + example(known));
      }
    }
    if (!texts.isEmpty()) {
      throw new UserInputException(
          "columns "
              + Shown.names(texts)
              + " hold texts (expected: numbers); add oneHot, words, characters or hash to"
              + " data.prepare, leave them out with data.features, or name those of numbers by"
              + " data.types");
    }
  }

  /** A value that looks like a number but is none is worth a word. */
  private static String example(ScalarStatistics known) {
    if (known.values() == null) {
      return "";
    }
    return known.values().keySet().stream()
        .filter(value -> !Double.isNaN(Numbers.parse(value)))
        .min(Comparator.naturalOrder())
        .map(value -> " (such as " + Shown.quoted(value) + ")")
        .orElse("");
  }

  /** Checks before fitting that the training rows are not wider than a model can be. */
  void checkExtent(RowStatistics training, int most) {
    if (!schema.sparse() || ((SparseStatistics) training.column(0)).width() <= most) {
      return;
    }
    int width = ((SparseStatistics) training.column(0)).width();
    int first = sources.get(RowSet.TRAINING).firstIndex();
    throw complain(
        RowSet.TRAINING,
        0,
        row -> firstBeyond(row, 0, width - 1, first),
        SparseExtent.expectation(width));
  }

  /** Checks the features of one set. */
  void checkFeatures(RowSet set, RowStatistics known, Preparation preparation) {
    List<FittedColumn> columns = preparation.columns();
    for (int i = 0; i < columns.size(); i++) {
      FittedColumn column = columns.get(i);
      switch (column.kind()) {
        case NUMBER -> {
          checkNumbers(set, known.scalar(i), i);
          checkMissing(set, known.scalar(i), i, ((NumberColumn) column).fill());
          checkReach(set, known.scalar(i).moments(), i, (NumberColumn) column);
        }
        case CATEGORY -> {
          checkNumbers(set, known.scalar(i), i);
          checkMissing(set, known.scalar(i), i, ((CategoryColumn) column).fill());
        }
        case VECTOR -> checkVector(set, known, i, (VectorColumn) column);
        case SPARSE -> checkSparse(set, (SparseStatistics) known.column(i), i, column.width());
        case BYTES -> {}
        case IDS -> checkTexts(set, known, i, ((IdsColumn) column).tokenizer());
        case HASHED -> checkTexts(set, known, i, ((HashedColumn) column).tokenizer());
      }
    }
  }

  private void checkNumbers(RowSet set, ScalarStatistics known, int column) {
    if (schema.columns().get(column).kind() == RawKind.NUMBER && known.texts() > 0) {
      throw complain(
          set,
          column,
          row -> row.stray(column) ? quoted(row, column) : null,
          " (expected: a number); repair the row, or add its value to data.missing");
    }
  }

  private void checkMissing(RowSet set, ScalarStatistics known, int column, Object fill) {
    if (known.missing() > 0 && fill == null) {
      throw complain(set, column, row -> row.missing(column) ? "no value" : null, IMPUTE);
    }
  }

  private void checkVector(RowSet set, RowStatistics known, int column, VectorColumn fitted) {
    VectorStatistics vectors = (VectorStatistics) known.column(column);
    int width = fitted.width();
    if (vectors.missing() > 0 && fitted.fill() == null) {
      throw complain(set, column, row -> firstNan(row, column, width), IMPUTE);
    }
    for (int i = 0; i < width; i++) {
      int at = i;
      if (!reaches(vectors.moments(i), number -> fitted.prepared(at, number))) {
        throw complain(
            set,
            column,
            row ->
                Float.isInfinite(fitted.prepared(at, row.element(column, at)))
                    ? row.element(column, at) + " at position " + at
                    : null,
            BEYOND);
      }
    }
  }

  private void checkReach(RowSet set, Moments known, int column, NumberColumn fitted) {
    if (!reaches(known, fitted::prepared)) {
      throw complain(
          set,
          column,
          row -> Float.isInfinite(fitted.prepared(row.number(column))) ? row.text(column) : null,
          BEYOND);
    }
  }

  /** True when float32 holds all numbers once they are prepared. */
  static boolean reaches(Moments known, DoubleFunction<Float> prepared) {
    return known.count() == 0
        || (Float.isFinite(prepared.apply(known.min()))
            && Float.isFinite(prepared.apply(known.max())));
  }

  private void checkSparse(RowSet set, SparseStatistics known, int column, int width) {
    int first = source(set).firstIndex();
    if (known.width() > width) {
      throw complain(
          set,
          column,
          row -> firstBeyond(row, column, width, first),
          " (expected: "
              + first
              + ".."
              + (first + width - 1)
              + ", the features of the model); set model.input, or repair the row");
    }
    if (known.notNumbers() > 0) {
      throw complain(
          set,
          column,
          row -> firstStrange(row, column, first),
          " (expected: a number within 3.4e38, the reach of float32); repair the row");
    }
  }

  private void checkTexts(RowSet set, RowStatistics known, int column, TokenizerSpec tokens) {
    TextStatistics texts = (TextStatistics) known.column(column);
    if (texts.missing() + texts.empty() > 0) {
      Tokenizer tokenizer = new Tokenizer(tokens);
      throw complain(set, column, row -> tokenizer.emptiness(row.text(column)), "; repair the row");
    }
  }

  static String quoted(RowReader row, int column) {
    return Shown.quoted(row.text(column));
  }

  private static String firstNan(RowReader row, int column, int width) {
    for (int i = 0; i < width; i++) {
      if (Double.isNaN(row.element(column, i))) {
        return "no value at position " + i;
      }
    }
    return null;
  }

  private static String firstBeyond(RowReader row, int column, int width, int first) {
    int count = row.entries(column);
    for (int i = 0; i < count; i++) {
      if (row.entryIndex(i) >= width) {
        return "index " + ((long) row.entryIndex(i) + first);
      }
    }
    return null;
  }

  static String firstStrange(RowReader row, int column, int first) {
    int count = row.entries(column);
    for (int i = 0; i < count; i++) {
      if (!Float.isFinite(row.entryValue(i, count))) {
        return row.entryValue(i, count) + " at index " + ((long) row.entryIndex(i) + first);
      }
    }
    return null;
  }

  private RowSource source(RowSet set) {
    return sources.containsKey(set) ? sources.get(set) : sources.get(RowSet.TRAINING);
  }

  private UserInputException complain(
      RowSet set, int column, RowLocator.Complaint complaint, String expected) {
    String name = schema.columns().get(column).name();
    return new UserInputException(RowLocator.first(source(set), complaint, name) + expected);
  }
}
