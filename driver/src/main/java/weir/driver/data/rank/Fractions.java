package weir.driver.data.rank;

import java.io.Serializable;

/**
 * Parts of the training files that are held out.
 *
 * @param validationSet ordinal of the set of the first part
 * @param testSet ordinal of the set of the second
 */
public record Fractions(double validation, int validationSet, double test, int testSet)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** Nothing is held out. */
  public static final Fractions NONE = new Fractions(0, 0, 0, 0);

  /** True when nothing is held out. */
  public boolean isNone() {
    return validation == 0 && test == 0;
  }

  /** The set of a row whose split value is {@code uniform}, 0 &lt;= uniform &lt; 1. */
  int set(double uniform, int otherwise) {
    if (uniform < test) {
      return testSet;
    }
    return uniform < test + validation ? validationSet : otherwise;
  }
}
