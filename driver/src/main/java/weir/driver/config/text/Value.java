package weir.driver.config.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import weir.driver.UserInputException;
import weir.driver.config.Choice;

/** A node and the full path of its key; reads it as what the caller expects, or fails by name. */
record Value(String path, Node node) {
  private static final String WHOLE = "[-+]?[0-9][0-9_]*";
  private static final String EXPONENT = "[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?";

  /** A text; numbers and flags count as they were written. */
  String text() {
    if (node instanceof Node.Scalar scalar && scalar.type() != Node.Type.NONE) {
      return scalar.text();
    }
    throw wrong("a text");
  }

  /** A whole number of 64 bits. */
  long whole() {
    if (node instanceof Node.Scalar scalar
        && scalar.type() == Node.Type.NUMBER
        && scalar.text().matches(WHOLE)) {
      try {
        return Long.parseLong(scalar.text().replace("_", ""));
      } catch (NumberFormatException e) {
        throw new UserInputException(describe("a whole number of 64 bits"), e);
      }
    }
    throw wrong("a whole number");
  }

  /** A whole number of 32 bits. */
  int integer() {
    long value = whole();
    if (value != (int) value) {
      throw wrong("a whole number of 32 bits");
    }
    return (int) value;
  }

  /** A number. YAML 1.1 takes {@code 1e-3} for a text; people do not. */
  double number() {
    if (node instanceof Node.Scalar scalar
        && (scalar.type() == Node.Type.NUMBER
            || scalar.type() == Node.Type.TEXT && scalar.text().matches(".*[.eE].*"))) {
      String digits = scalar.text().replace("_", "");
      if (digits.matches(EXPONENT)) {
        return Double.parseDouble(digits);
      }
    }
    throw wrong("a number");
  }

  /** True or false. */
  boolean flag() {
    if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.FLAG) {
      return Boolean.parseBoolean(scalar.text());
    }
    throw wrong("true or false");
  }

  /** One of the names of an enum. */
  <E extends Enum<E> & Choice> E choice(Class<E> type) {
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Choice::key).toList();
    if (node instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT) {
      for (E constant : type.getEnumConstants()) {
        if (constant.key().equalsIgnoreCase(scalar.text())) {
          return constant;
        }
      }
      throw new UserInputException(
          describe("one of " + String.join(", ", names)) + Nearest.hint(scalar.text(), names));
    }
    throw wrong("one of " + String.join(", ", names));
  }

  /** The items of a list; one value that is no list is a list of one. */
  List<Value> items() {
    if (!(node instanceof Node.Items items)) {
      return List.of(this);
    }
    var values = new ArrayList<Value>();
    for (Node item : items.list()) {
      values.add(new Value(path + "." + values.size(), item));
    }
    return values;
  }

  /** A map that may have {@code keys} only. */
  Section section(Set<String> keys) {
    if (node instanceof Node.Entries entries) {
      return new Section(path, entries, keys);
    }
    throw wrong("a map with some of " + keys.stream().sorted().collect(Collectors.joining(", ")));
  }

  /** What to throw when the value is not what was expected. */
  UserInputException wrong(String expected) {
    return new UserInputException(describe(expected));
  }

  private String describe(String expected) {
    return node.origin() + ": " + path + "=" + node.show() + " (expected: " + expected + ")";
  }

  /** What {@code maker} makes; its complaint gets the place in the file. */
  <T> T located(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (UserInputException e) {
      boolean placed = Origin.leads(e.getMessage());
      throw placed ? e : new UserInputException(node.origin() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new UserInputException(node.origin() + ": " + path + ": " + e.getMessage(), e);
    }
  }
}
