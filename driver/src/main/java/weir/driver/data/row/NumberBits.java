package weir.driver.data.row;

/**
 * The 8 bytes of a number: those of a double, or one of three NaNs that mean something else. So
 * that equal numbers are equal bytes, there is one zero.
 */
final class NumberBits {
  /** There is no number. */
  static final long MISSING = 0x7ff8000000000000L;

  /** A number that no double holds follows as text. */
  static final long EXACT = 0x7ff8000000000001L;

  /** A text among numbers follows. */
  static final long STRAY = 0x7ff8000000000002L;

  private NumberBits() {}

  static long of(double value) {
    return Double.doubleToLongBits(value + 0.0);
  }

  /** True when a text follows. */
  static boolean hasText(long bits) {
    return bits == EXACT || bits == STRAY;
  }
}
