package weir.driver.data;

import java.util.List;
import weir.driver.UserInputException;
import weir.driver.config.PrepareSpec;
import weir.driver.config.TextStep;
import weir.driver.data.fit.FitPlan;
import weir.driver.data.row.RawColumn;
import weir.driver.data.row.RawSchema;

/** Refuses steps of preparation that do not fit the columns, before anything is fitted. */
final class StepChecks {
  private StepChecks() {}

  static void check(RawSchema schema, FitPlan plan) {
    List<String> names = schema.columns().stream().map(RawColumn::name).toList();
    for (PrepareSpec step : plan.steps()) {
      for (String name : step.columns()) {
        require(names.contains(name), step, " of column " + name, "one of " + names);
      }
      if (step instanceof TextStep text) {
        checkTexts(schema, plan, text);
      }
    }
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
      require(column.kind().isText() || !named, step, of + " of kind " + column.kind(), "texts");
      any |= column.kind().isText();
      TextStep first = plan.textStep(column);
      require(first == null || first.equals(step), step, of, "no second step beside " + key(first));
    }
    List<String> read = features.stream().map(RawColumn::name).toList();
    require(any, step, " of columns " + read, "a feature column of texts");
    boolean alone = step.kind() != PrepareSpec.Kind.HASH || features.size() == 1;
    require(alone, step, " of one of columns " + read, "the text alone; set data.features");
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
