package weir.driver.config.text;

import java.util.Set;
import java.util.function.Function;

/**
 * One of several things that may stand at a place of a job file.
 *
 * @param main the key that a bare value stands for; null: it has no main option
 * @param keys all keys, the main one among them
 * @param make reads the record from its section
 */
record Variant<T>(String name, String main, Set<String> keys, Function<Section, T> make) {
  Variant {
    if (main != null && !keys.contains(main)) {
      throw new IllegalArgumentException(
          name + ": main option " + main + " (expected: one of " + keys + ")");
    }
  }

  /** A variant without options. */
  static <T> Variant<T> of(String name, T value) {
    return new Variant<>(name, null, Set.of(), section -> value);
  }
}
