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
   */
  static Affine of(PrepareSpec step, Moments moments, Affine before) {
    return switch (step.kind()) {
      case SCALE -> of(moments.min(), moments.max() - moments.min());
      case STANDARDIZE -> of(moments.mean(), moments.deviation());
      case ONE_HOT, IMPUTE, DROP_DUPLICATES, WORDS, CHARACTERS, HASH -> before;
    };
  }

  private static Affine of(double shift, double divisor) {
    return new Affine(
        Double.isFinite(shift) ? shift : 0, divisor > 0 && divisor < 1e300 ? divisor : 1);
  }

  /** The same for sparse rows, whose zeros must stay zeros: no shift. */
  static Affine keepingZero(PrepareSpec step, Moments moments, int index) {
    if (step.kind() == PrepareSpec.Kind.STANDARDIZE) {
      return of(0, moments.deviation());
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
