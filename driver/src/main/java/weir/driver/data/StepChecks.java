package weir.driver.data;

import java.util.List;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TextStep;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;

/** Refuses steps of preparation that do not fit the columns, before anything is fitted. */
final class StepChecks {
  private StepChecks() {}

  static void check(RawSchema schema, FitPlan plan, TargetKind target) {
    List<String> names = schema.columns().stream().map(RawColumn::name).toList();
    if (schema.features().isEmpty()) {
      throw new UserInputException(
          "the rows have no columns but "
              + names
              + " (expected: a column to learn from beside the label); set data.label or"
              + " data.separator");
    }
    for (PrepareSpec step : plan.steps()) {
      for (String name : step.columns()) {
        require(names.contains(name), step, " of column " + name, "one of " + Shown.names(names));
        int at = names.indexOf(name);
        if (at < schema.firstLabel()) {
          checkNamed(schema.columns().get(at), plan, step);
        } else {
          checkLabel(name, target, step);
        }
      }
      if (step instanceof TextStep text) {
        checkTexts(schema, plan, text);
      }
    }
  }

  /** A step that names a column is applied to it, or refused. */
  private static void checkNamed(RawColumn column, FitPlan plan, PrepareSpec step) {
    boolean texts = column.kind() == RawKind.TEXT || plan.isOneHot(column);
    boolean fits =
        switch (step.kind()) {
          case SCALE, STANDARDIZE -> !texts;
          case ONE_HOT -> column.kind().isScalar() && plan.textStep(column) == null;
          case IMPUTE ->
              column.kind() != RawKind.BYTES
                  && column.kind() != RawKind.SPARSE
                  && plan.textStep(column) == null;
          case WORDS, CHARACTERS, HASH, DROP_DUPLICATES -> true;
        };
    String expected =
        switch (step.kind()) {
          case SCALE, STANDARDIZE -> "numbers";
          case ONE_HOT -> "one text or number a row, without another step for texts";
          case IMPUTE, WORDS, CHARACTERS, HASH, DROP_DUPLICATES -> "numbers or categories";
        };
    boolean categories = texts && column.kind() != RawKind.TEXT;
    String kind = categories ? "categories" : column.kind().words();
    require(fits, step, " of column " + column.name() + " of " + kind, expected);
  }

  private static void checkLabel(String name, TargetKind target, PrepareSpec step) {
    boolean moves =
        step.kind() == PrepareSpec.Kind.SCALE || step.kind() == PrepareSpec.Kind.STANDARDIZE;
    String what = " of label " + name;
    require(moves, step, what, "scale or standardize alone, as labels are prepared by themselves");
    require(target == TargetKind.NUMBER, step, what, "a label that is a number");
  }

  private static void checkTexts(RawSchema schema, FitPlan plan, TextStep step) {
    List<RawColumn> features = schema.features();
    boolean any = false;
    for (RawColumn column : features) {
      if (!FitPlan.touches(step, column.name())) {
        continue;
      }
      boolean named = !step.columns().isEmpty();
      String of = " of column " + column.name();
      require(
          column.kind() == RawKind.TEXT || !named,
          step,
          of + " of " + column.kind().words(),
          "texts");
      any |= column.kind() == RawKind.TEXT;
      TextStep first = plan.textStep(column);
      require(first == null || first.equals(step), step, of, "no second step beside " + key(first));
    }
    List<String> read = features.stream().map(RawColumn::name).toList();
    require(any, step, " of columns " + Shown.names(read), "a feature column of texts");
    boolean alone = step.kind() != PrepareSpec.Kind.HASH || features.size() == 1;
    require(
        alone,
        step,
        " of one of columns " + Shown.names(read),
        "the text alone; set data.features");
  }

  private static String key(PrepareSpec step) {
    return step == null ? "" : step.kind().key();
  }

  private static void require(boolean holds, PrepareSpec step, String what, String expected) {
    if (!holds) {
      throw new UserInputException(
          "data.prepare: " + key(step) + what + " (expected: " + expected + "); set data.prepare");
    }
  }
}
