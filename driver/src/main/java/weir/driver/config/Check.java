package weir.driver.config;

import weir.driver.UserInputException;

/** Checks of record components; every message names value, expectation and the key to set. */
final class Check {
  private Check() {}

  static void atLeast(String key, long value, long least) {
    require(value >= least, key, value, ">= " + least);
  }

  static void positive(String key, double value) {
    require(Double.isFinite(value) && value > 0, key, value, "> 0");
  }

  static void notNegative(String key, double value) {
    require(Double.isFinite(value) && value >= 0, key, value, ">= 0");
  }

  static void notBlank(String key, String value) {
    require(value != null && !value.isBlank(), key, value, "a text that is not empty");
  }

  static void require(boolean condition, String key, Object value, String expected) {
    if (!condition) {
      throw wrong(key, value, expected);
    }
  }

  static UserInputException wrong(String key, Object value, String expected) {
    return new UserInputException(key + "=" + value + " (expected: " + expected + "); set " + key);
  }
}
