package weir.driver.config;

/** An enum whose constants have a name in job files: {@code DROP_DUPLICATES} is dropDuplicates. */
public interface Choice {
  /** The constant's Java name. */
  String name();

  /** The constant's name in job files. */
  default String key() {
    var key = new StringBuilder();
    boolean upper = false;
    for (char letter : name().toCharArray()) {
      if (letter == '_') {
        upper = true;
      } else {
        key.append(upper ? letter : Character.toLowerCase(letter));
        upper = false;
      }
    }
    return key.toString();
  }
}
