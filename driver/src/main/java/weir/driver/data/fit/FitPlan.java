package weir.driver.data.fit;

import java.io.Serializable;
import java.util.List;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TextStep;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.text.Tokenizer;

/**
 * Which statistics are needed.
 *
 * @param schema columns of the rows
 * @param steps of preparation
 * @param classes whether labels are classes, so that each value counts
 * @param extent columns of sparse rows that a model can have; rows beyond are refused
 */
public record FitPlan(RawSchema schema, List<PrepareSpec> steps, boolean classes, int extent)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public FitPlan {
    steps = List.copyOf(steps);
  }

  /** Statistics of no rows, column by column. */
  ColumnStatistics<?>[] empty() {
    List<RawColumn> columns = schema.columns();
    ColumnStatistics<?>[] empty = new ColumnStatistics<?>[columns.size()];
    for (int i = 0; i < empty.length; i++) {
      boolean label = i >= schema.firstLabel();
      TextStep text = label ? null : textStep(columns.get(i));
      empty[i] = text == null ? empty(columns.get(i), label) : empty(text);
    }
    return empty;
  }

  private static TextStatistics empty(TextStep step) {
    return new TextStatistics(new Tokenizer(step.tokenizer()), step instanceof TextStep.TokenIds);
  }

  private ColumnStatistics<?> empty(RawColumn column, boolean label) {
    boolean summed = moves();
    return switch (column.kind()) {
      case NUMBER, TEXT -> new ScalarStatistics(label ? classes : counted(column.name()));
      case VECTOR -> new VectorStatistics(column.width());
      case BYTES -> new BytesStatistics(summed);
      case SPARSE -> new SparseStatistics(summed ? extent : 0);
    };
  }

  private boolean moves() {
    return steps.stream()
        .anyMatch(
            step ->
                step.kind() == PrepareSpec.Kind.SCALE
                    || step.kind() == PrepareSpec.Kind.STANDARDIZE);
  }

  /** True when numbers of a feature column are told apart. */
  private boolean counted(String column) {
    return namesOneHot(column) || mostFrequent(column);
  }

  /** True when a step says by name that the values of a column are categories. */
  public boolean namesOneHot(String column) {
    return steps.stream()
        .anyMatch(
            step -> step.kind() == PrepareSpec.Kind.ONE_HOT && step.columns().contains(column));
  }

  /**
   * True when the values of a feature column are categories: texts where a step touches them,
   * numbers where it names them.
   */
  public boolean isOneHot(RawColumn column) {
    return switch (column.kind()) {
      case NUMBER -> namesOneHot(column.name());
      case TEXT ->
          steps.stream()
              .anyMatch(
                  step -> step.kind() == PrepareSpec.Kind.ONE_HOT && touches(step, column.name()));
      case VECTOR, BYTES, SPARSE -> false;
    };
  }

  /** The step that fills missing values of a column; null when there is none. */
  public PrepareSpec.Impute impute(String column) {
    for (PrepareSpec step : steps) {
      if (step instanceof PrepareSpec.Impute impute && touches(step, column)) {
        return impute;
      }
    }
    return null;
  }

  private boolean mostFrequent(String column) {
    return steps.stream()
        .anyMatch(
            step ->
                step instanceof PrepareSpec.Impute impute
                    && impute.strategy() == PrepareSpec.Strategy.MOST_FREQUENT
                    && touches(step, column));
  }

  /** The step that turns the texts of a feature column into numbers; null when there is none. */
  public TextStep textStep(RawColumn column) {
    for (PrepareSpec step : steps) {
      if (step instanceof TextStep text
          && column.kind() == RawKind.TEXT
          && touches(step, column.name())) {
        return text;
      }
    }
    return null;
  }

  /** True when {@code step} names {@code column}, or no column at all. */
  public static boolean touches(PrepareSpec step, String column) {
    return step.columns().isEmpty() || step.columns().contains(column);
  }
}
