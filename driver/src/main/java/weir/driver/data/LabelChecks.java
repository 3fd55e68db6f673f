package weir.driver.data;

import java.util.Map;
import weir.driver.UserInputException;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.TargetFitting;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.source.RowSource;

/** Refuses labels that cannot be a target, naming file, row and value. */
final class LabelChecks {
  private final Map<RowSet, RowSource> sources;
  private final RawSchema schema;
  private final int column;

  LabelChecks(Map<RowSet, RowSource> sources) {
    this.sources = sources;
    this.schema = sources.values().iterator().next().schema();
    this.column = schema.labelIndex();
  }

  /** Before fitting: labels are there, and are numbers where numbers are wanted. */
  void checkValues(RowSet set, ScalarStatistics known, TargetKind kind) {
    int label = column;
    if (known.missing() > 0) {
      throw complain(
          set, row -> row.missing(label) ? "no value" : null, " (expected: a label in every row)");
    }
    if (kind == TargetKind.NUMBER && known.texts() > 0) {
      throw complain(
          set,
          row -> RowChecks.isText(row, label) ? RowChecks.quoted(row, label) : null,
          " (expected: a number, as the loss compares numbers)");
    }
  }

  /** Before fitting: class numbers fit the outputs of the model. */
  void checkRange(ScalarStatistics training, int outputs) {
    if (outputs < 2 || training.values() == null || training.values().size() <= outputs) {
      return;
    }
    boolean numbers = training.texts() == 0 && training.moments().min() >= 0;
    if (numbers) {
      int label = column;
      throw complain(
          RowSet.TRAINING,
          row -> TargetFitting.indexBelow(row.text(label), outputs) ? null : row.text(label),
          " (expected: 0.." + (outputs - 1) + ", the " + outputs + " outputs of the model)");
    }
  }

  /** After fitting: every label of a set is one of the classes. */
  void checkClasses(RowSet set, ScalarStatistics known, FittedTarget target) {
    if (!target.isClass() || known.values() == null) {
      return;
    }
    if (known.values().keySet().stream().anyMatch(value -> target.indexOf(value) < 0)) {
      int label = column;
      throw complain(
          set,
          row -> isUnknown(row, label, target) ? RowChecks.quoted(row, label) : null,
          " is no class of the training rows (expected: one of " + target.classes() + ")");
    }
  }

  private static boolean isUnknown(RowReader row, int label, FittedTarget target) {
    return target.indexOf(row.text(label)) < 0;
  }

  private UserInputException complain(RowSet set, RowLocator.Complaint complaint, String expected) {
    RowSource source = sources.getOrDefault(set, sources.get(RowSet.TRAINING));
    return new UserInputException(RowLocator.first(source, complaint, schema.label()) + expected);
  }
}
