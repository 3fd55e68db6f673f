package weir.proto.spec;

/** Checks of record components; every message names value, expectation and the key to set. */
final class Check {
  private Check() {}

  static void finite(String key, double value) {
    require(Double.isFinite(value), key, value, "a finite number");
  }

  static void positive(String key, double value) {
    require(Double.isFinite(value) && value > 0, key, value, "> 0");
  }

  static void notNegative(String key, double value) {
    require(Double.isFinite(value) && value >= 0, key, value, ">= 0");
  }

  static void fraction(String key, double value) {
    require(value >= 0 && value < 1, key, value, "0 <= value < 1");
  }

  private static void require(boolean condition, String key, double value, String expected) {
    if (!condition) {
      throw new IllegalArgumentException(
          key + "=" + value + " (expected: " + expected + "); set " + key);
    }
  }
}
