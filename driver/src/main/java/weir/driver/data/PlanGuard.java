package weir.driver.data;

import java.util.Set;
import weir.driver.config.TextStep;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RowReader;
import weir.driver.data.text.Tokenizer;

/**
 * Says what is wrong with a training row, as far as it is known before anything is fitted.
 *
 * @param guessed columns whose kind is not proved yet: a text among their numbers is no fault of
 *     the row
 * @param firstIndex what the files call the first column of a sparse row
 */
record PlanGuard(FitPlan plan, Set<String> guessed, boolean numberLabels, int firstIndex)
    implements RowFilter.Complaint {
  private static final long serialVersionUID = 1;

  PlanGuard {
    guessed = Set.copyOf(guessed);
  }

  @Override
  public String about(RowReader row) {
    int first = plan.schema().firstLabel();
    for (int i = 0; i < plan.schema().columns().size(); i++) {
      RawColumn column = plan.schema().columns().get(i);
      String problem = i < first ? feature(column, row, i) : label(column, row, i);
      if (problem != null) {
        return ", column " + column.name() + ": " + problem;
      }
    }
    return null;
  }

  private String feature(RawColumn column, RowReader row, int at) {
    TextStep text = plan.textStep(column);
    if (text != null) {
      return new Tokenizer(text.tokenizer()).emptiness(row.text(at));
    }
    boolean filled = plan.impute(column.name()) != null;
    return switch (column.kind()) {
      case TEXT -> row.missing(at) && !filled ? "no value" : null;
      case NUMBER -> row.missing(at) && !filled ? "no value" : stray(column, row, at);
      case VECTOR -> filled ? null : gap(row, at, column.width());
      case SPARSE -> RowChecks.firstStrange(row, at, firstIndex);
      case BYTES -> null;
    };
  }

  private String stray(RawColumn column, RowReader row, int at) {
    return row.stray(at) && !guessed.contains(column.name()) ? '"' + row.text(at) + '"' : null;
  }

  private String label(RawColumn column, RowReader row, int at) {
    boolean text = column.kind() == RawKind.TEXT && numberLabels;
    return text ? '"' + row.text(at) + '"' : stray(column, row, at);
  }

  private static String gap(RowReader row, int at, int width) {
    for (int i = 0; i < width; i++) {
      if (Double.isNaN(row.element(at, i))) {
        return "no value at position " + i;
      }
    }
    return null;
  }
}
