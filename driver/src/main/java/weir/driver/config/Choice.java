package weir.driver.config;

import java.util.Locale;

/** An enum whose constants have a name in job files: {@code DROP_DUPLICATES} is dropDuplicates. */
public interface Choice {
  /** The constant's Java name. */
  String name();

  /** The constant's name in job files. */
  default String key() {
    return camel(name());
  }

  /** {@code LEAKY_RELU} is leakyRelu. */
  static String camel(String constant) {
    var key = new StringBuilder();
    for (String word : constant.toLowerCase(Locale.ROOT).split("_")) {
      key.append(key.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return key.toString();
  }
}
