package weir.driver.data.prepare;

import weir.driver.UserInputException;
import weir.driver.config.PrepareSpec;
import weir.driver.data.fit.Moments;

/** {@code y = (x − shift) / divisor}. */
record Affine(double shift, double divisor) {
  static final Affine IDENTITY = new Affine(0, 1);

  /**
   * After {@code step}. The last one of scale and standardize wins: what an affine step before it
   * did, it undoes. A constant becomes 0.
   *
   * @param column for errors
   * @throws UserInputException when a deviation is too small for a double to tell
   */
  static Affine of(PrepareSpec step, Moments moments, Affine before, String column) {
    return switch (step.kind()) {
      case SCALE -> of(moments.min(), moments.max() - moments.min());
      case STANDARDIZE -> of(moments.mean(), deviation(moments, column));
      case ONE_HOT, IMPUTE, DROP_DUPLICATES, WORDS, CHARACTERS, HASH -> before;
    };
  }

  /** Squares of numbers below 1e-154 are no normal doubles: a deviation would be wrong, or 0. */
  private static double deviation(Moments moments, String column) {
    boolean differ = moments.count() > 1 && moments.max() > moments.min();
    if (differ && moments.squares() / moments.count() < Double.MIN_NORMAL) {
      throw new UserInputException(
          "column "
              + column
              + " has numbers from "
              + moments.min()
              + " to "
              + moments.max()
              + ", too close for a deviation (expected: numbers that differ by more than 1e-153);"
              + " set data.prepare to scale instead of standardize");
    }
    return moments.deviation();
  }

  private static Affine of(double shift, double divisor) {
    return new Affine(
        Double.isFinite(shift) ? shift : 0, divisor > 0 && divisor < 1e300 ? divisor : 1);
  }

  /** The same for sparse rows, whose zeros must stay zeros: no shift. */
  static Affine keepingZero(PrepareSpec step, Moments moments, int index) {
    if (step.kind() == PrepareSpec.Kind.STANDARDIZE) {
      return of(0, deviation(moments, String.valueOf(index + 1)));
    }
    if (moments.min() < 0) {
      throw new UserInputException(
          "scale of sparse column "
              + (index + 1)
              + " with minimum "
              + moments.min()
              + " would fill every zero (expected: no negative values); set data.prepare to"
              + " [standardize], which only divides");
    }
    return of(0, moments.max());
  }
}
