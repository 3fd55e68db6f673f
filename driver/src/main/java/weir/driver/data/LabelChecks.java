package weir.driver.data;

import java.util.List;
import java.util.Map;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.data.fit.RowStatistics;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.Preparation;
import weir.driver.data.prepare.TargetFitting;
import weir.driver.data.row.RawKind;
import weir.driver.data.row.RawSchema;
import weir.driver.data.row.RowReader;
import weir.driver.data.source.RowSource;

/** Refuses labels that cannot be a target, naming file, row and value. */
final class LabelChecks {
  private final Map<RowSet, RowSource> sources;
  private final RawSchema schema;

  LabelChecks(Map<RowSet, RowSource> sources) {
    this.sources = sources;
    this.schema = sources.values().iterator().next().schema();
  }

  /** Before fitting: labels are there, and are numbers where numbers are wanted. */
  void checkValues(RowSet set, RowStatistics known, TargetKind kind) {
    for (int i = schema.firstLabel(); i < schema.columns().size(); i++) {
      int label = i;
      if (known.scalar(label).missing() > 0) {
        throw complain(
            set,
            label,
            row -> row.missing(label) ? "no value" : null,
            " (expected: a label in every row); set data.unlabelled to drop, or repair the row");
      }
      boolean numbers = schema.columns().get(label).kind() == RawKind.NUMBER;
      boolean wanted = kind == TargetKind.NUMBER || schema.labels() > 1;
      if (known.scalar(label).texts() > 0 && (numbers || wanted)) {
        throw complain(
            set,
            label,
            row -> isText(row, label) ? RowChecks.quoted(row, label) : null,
            expected(kind));
      }
    }
  }

  private String expected(TargetKind kind) {
    if (schema.labels() > 1) {
      return " (expected: a number, as there are several labels)";
    }
    return kind == TargetKind.NUMBER
        ? " (expected: a number, as the loss compares numbers)"
        : " (expected: a number, as in the training rows)";
  }

  /** True for a text in a column of either kind. */
  private static boolean isText(RowReader row, int label) {
    return row.stray(label) || (!row.isNumber(label) && !row.missing(label));
  }

  /** Before fitting: class numbers fit the outputs of the model. */
  void checkRange(ScalarStatistics training, int outputs) {
    if (outputs < 2 || training.values() == null || training.values().size() <= outputs) {
      return;
    }
    boolean numbers = training.texts() == 0 && training.moments().min() >= 0;
    if (numbers) {
      int label = schema.firstLabel();
      throw complain(
          RowSet.TRAINING,
          label,
          row -> TargetFitting.indexBelow(row.text(label), outputs) ? null : row.text(label),
          " (expected: 0.."
              + (outputs - 1)
              + ", the "
              + outputs
              + " outputs of the model); set "
              + TargetFitting.regressionAdvice(training.values().keySet())
              + "the units of the last layer");
    }
  }

  /** After fitting: every label of a set is one of the classes, or a probability. */
  void checkTargets(RowSet set, RowStatistics known, Preparation preparation, TargetKind kind) {
    List<FittedTarget> targets = preparation.targets();
    for (int i = 0; i < schema.labels(); i++) {
      int label = schema.firstLabel() + i;
      if (targets.get(i).isClass()) {
        checkClasses(set, known.scalar(label), targets.get(i));
      } else if (!RowChecks.reaches(known.scalar(label).moments(), targets.get(i)::prepared)) {
        FittedTarget target = targets.get(i);
        throw complain(
            set,
            label,
            row -> Float.isInfinite(target.prepared(row.number(label))) ? row.text(label) : null,
            RowChecks.BEYOND);
      } else if (kind == TargetKind.BINARY && !TargetFitting.isProbability(known.scalar(label))) {
        throw complain(
            set,
            label,
            row -> row.number(label) >= 0 && row.number(label) <= 1 ? null : row.text(label),
            " (expected: a number from 0 to 1, the probability of a yes)");
      }
    }
  }

  private void checkClasses(RowSet set, ScalarStatistics known, FittedTarget target) {
    if (known.values() == null) {
      return;
    }
    if (known.values().keySet().stream().anyMatch(value -> target.indexOf(value) < 0)) {
      int label = schema.firstLabel();
      throw complain(
          set,
          label,
          row -> isUnknown(row, label, target) ? RowChecks.quoted(row, label) : null,
          " is no class of the training rows (expected: one of "
              + Shown.names(target.classes())
              + ")");
    }
  }

  private static boolean isUnknown(RowReader row, int label, FittedTarget target) {
    return target.indexOf(row.text(label)) < 0;
  }

  private UserInputException complain(
      RowSet set, int label, RowLocator.Complaint complaint, String expected) {
    RowSource source = sources.getOrDefault(set, sources.get(RowSet.TRAINING));
    String name = schema.columns().get(label).name();
    return new UserInputException(RowLocator.first(source, complaint, name) + expected);
  }
}
