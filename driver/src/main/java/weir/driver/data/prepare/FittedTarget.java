package weir.driver.data.prepare;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.io.Serializable;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import weir.driver.config.ColumnKind;
import weir.driver.data.row.Numbers;

/**
 * What becomes of the label: the index of its class, or a number {@code (x − shift) / divisor}.
 * Metrics and predictions are told in the label's own units, see {@link #original}.
 *
 * @param name of the label column
 * @param of what the labels are
 * @param classes labels in the order of their indices, numbers as {@link Numbers#text} writes them;
 *     empty for a number
 * @param rest labels that are no class count as class 0
 * @param steps of a sequence each of which has the next token as its label; 0: a row has one label
 */
public record FittedTarget(
    String name,
    ColumnKind of,
    List<String> classes,
    boolean rest,
    double shift,
    double divisor,
    int steps)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public FittedTarget {
    classes = IndexedNames.of(classes);
  }

  /** A label that is one of some classes. */
  public static FittedTarget ofClasses(
      String name, ColumnKind of, List<String> classes, boolean rest) {
    return new FittedTarget(name, of, classes, rest, 0, 1, 0);
  }

  /** A label that is a number. */
  public static FittedTarget ofNumber(String name, double shift, double divisor) {
    return new FittedTarget(name, ColumnKind.NUMBER, List.of(), false, shift, divisor, 0);
  }

  /** The token that follows each of {@code steps}. */
  static FittedTarget ofNext(String name, List<String> classes, int steps) {
    return new FittedTarget(name, ColumnKind.TEXT, classes, false, 0, 1, steps);
  }

  /** True when each step of a row has a label. */
  @JsonIgnore
  public boolean isNext() {
    return steps > 0;
  }

  /** What each number of a prepared target is. */
  Stream<FittedTarget> numbers() {
    return Collections.nCopies(Math.max(1, steps), this).stream();
  }

  /** The same under another name. */
  public FittedTarget named(String other) {
    return new FittedTarget(other, of, classes, rest, shift, divisor, steps);
  }

  /** What becomes of a number; infinite where float32 does not reach. */
  public float prepared(double number) {
    return (float) ((number - shift) / divisor);
  }

  /** A prepared number in the label's own units. */
  public double original(double prepared) {
    return prepared * divisor + shift;
  }

  /** True when the label is a class. */
  @JsonIgnore
  public boolean isClass() {
    return !classes.isEmpty();
  }

  /**
   * Index of the class of a label; −1 when it is none. A full stop after a label that is none by
   * itself is dropped: the test file of the Adult data set has {@code >50K.} for {@code >50K}.
   */
  public int indexOf(String label) {
    int index = classes.indexOf(label);
    if (index < 0 && of == ColumnKind.TEXT && label.endsWith(".")) {
      index = classes.indexOf(label.substring(0, label.length() - 1));
    }
    return index < 0 && rest ? 0 : index;
  }
}
