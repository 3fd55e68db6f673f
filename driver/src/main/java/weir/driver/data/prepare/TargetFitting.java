package weir.driver.data.prepare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import weir.driver.Shown;
import weir.driver.UserInputException;
import weir.driver.config.ColumnKind;
import weir.driver.config.PrepareSpec;
import weir.driver.data.fit.ScalarStatistics;
import weir.driver.data.row.Numbers;

/**
 * Fits the label. Class labels are numbered in sorted order, numbers by value; whole numbers that
 * fit the model's outputs keep their number.
 *
 * @param label name of the label column
 * @param of what the labels are
 * @param positive the label that counts as 1; null: none is special
 * @param outputs numbers the model puts out; 0 when unknown
 */
public record TargetFitting(String label, ColumnKind of, String positive, int outputs) {
  private static final String REGRESSION = "loss to meanSquaredError to predict a number, or ";

  /** A label that is a number; scaled or standardized only where a step names it. */
  public FittedTarget number(ScalarStatistics known, List<PrepareSpec> steps) {
    Affine affine = Affine.IDENTITY;
    for (PrepareSpec step : steps) {
      if (step.columns().contains(label)) {
        affine = Affine.of(step, known.moments(), affine, label);
      }
    }
    return FittedTarget.ofNumber(label, affine.shift(), affine.divisor());
  }

  /** True when all labels are numbers from 0 to 1. */
  public static boolean isProbability(ScalarStatistics known) {
    return known.texts() == 0
        && known.moments().count() > 0
        && known.moments().min() >= 0
        && known.moments().max() <= 1;
  }

  /** True when the labels are probabilities other than 0 and 1, and no class of its own is said. */
  public boolean isBetween(ScalarStatistics known) {
    boolean certain =
        known.values() != null && Set.of("0", "1").containsAll(known.values().keySet());
    return positive == null && isProbability(known) && !certain;
  }

  /**
   * A label that is a class.
   *
   * @throws UserInputException when there are more or fewer classes than outputs
   */
  public FittedTarget classes(ScalarStatistics known) {
    if (known.values() == null) {
      throw new UserInputException(
          "label "
              + label
              + " has more than "
              + ScalarStatistics.MAX_VALUES
              + " different values (expected: classes); for a number set loss to"
              + " meanSquaredError");
    }
    List<String> values = known.values().keySet().stream().sorted(LabelOrder.COMPARATOR).toList();
    if (positive != null) {
      return positive(values);
    }
    if (outputs > 1
        && of == ColumnKind.NUMBER
        && values.stream().allMatch(value -> indexBelow(value, outputs))) {
      List<String> numbers = IntStream.range(0, outputs).mapToObj(String::valueOf).toList();
      return FittedTarget.ofClasses(label, of, numbers, false);
    }
    checkCount(values);
    return FittedTarget.ofClasses(label, of, values, false);
  }

  /** An output that is no class would be predicted, and has no name. */
  private void checkCount(List<String> values) {
    boolean single = outputs == 1;
    if (outputs == 0 || (single ? values.size() <= 2 : values.size() == outputs)) {
      return;
    }
    throw new UserInputException(
        "label "
            + label
            + " has "
            + values.size()
            + " classes "
            + Shown.names(values)
            + " (expected: "
            + (single ? "at most 2" : outputs)
            + ", as the model has "
            + outputs
            + (single ? " output); set " : " outputs); set ")
            + advice(values)
            + (single ? "data.positive or " : "")
            + "the units of the last layer");
  }

  /** One output with more than two numbers is a regression more often than not. */
  private String advice(List<String> values) {
    if (of != ColumnKind.NUMBER || positive != null) {
      return "";
    }
    return outputs == 1 ? REGRESSION : regressionAdvice(values);
  }

  /** What to set first where labels are numbers that are hardly classes; empty for whole ones. */
  public static String regressionAdvice(Collection<String> numbers) {
    boolean whole =
        numbers.stream().mapToDouble(Numbers::parse).allMatch(value -> value == Math.rint(value));
    return whole ? "" : REGRESSION;
  }

  private FittedTarget positive(List<String> values) {
    String wanted = of == ColumnKind.NUMBER ? Numbers.canonical(positive) : positive;
    if (!values.contains(wanted)) {
      throw new UserInputException(
          "data.positive="
              + Shown.text(positive)
              + " is no label (expected: one of "
              + Shown.names(values)
              + "); set data.positive");
    }
    List<String> others = new ArrayList<>(values);
    others.remove(wanted);
    boolean rest = others.size() != 1;
    List<String> classes = List.of(rest ? "not " + wanted : others.get(0), wanted);
    checkCount(classes);
    return FittedTarget.ofClasses(label, of, classes, rest);
  }

  /** True for a whole number from 0 that is less than {@code bound}. */
  public static boolean indexBelow(String value, int bound) {
    double number = Numbers.parse(value);
    return number >= 0 && number < bound && number == Math.rint(number);
  }
}
