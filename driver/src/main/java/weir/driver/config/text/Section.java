package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import weir.driver.UserInputException;
import weir.driver.config.Choice;

/**
 * A map of a job file whose keys are known. Keys that are not are refused when it is made, before
 * anything is said about those that are missing.
 */
final class Section {
  private final String path;
  private final Node.Entries entries;
  private final Set<String> keys;

  Section(String path, Node.Entries entries, Set<String> keys) {
    this.path = path;
    this.entries = entries;
    this.keys = keys;
    for (Map.Entry<String, Node> entry : entries.map().entrySet()) {
      if (!keys.contains(entry.getKey())) {
        throw unknown(entry.getKey(), entry.getValue());
      }
    }
  }

  private UserInputException unknown(String key, Node value) {
    String hint =
        Nearest.of(key, keys)
            .map(best -> "; did you mean " + path(best) + "?")
            .orElse(" (known: " + String.join(", ", new TreeSet<>(keys)) + ")");
    return new UserInputException(value.origin() + ": unknown key " + path(key) + hint);
  }

  private String path(String key) {
    return path.isEmpty() ? key : path + "." + key;
  }

  /** Where the section begins. */
  Value value() {
    return new Value(path, entries);
  }

  /** The value of {@code key}, if it was written. */
  Optional<Value> find(String key) {
    if (!keys.contains(key)) {
      throw new IllegalStateException(path(key) + " is not among the declared keys " + keys);
    }
    Node node = entries.map().get(key);
    return node == null || node.isNone()
        ? Optional.empty()
        : Optional.of(new Value(path(key), node));
  }

  /** The value of {@code key}, which must be there; {@code what} it should be. */
  Value need(String key, String what) {
    return find(key)
        .orElseThrow(
            () ->
                new UserInputException(
                    entries.origin() + ": " + path(key) + " is missing (expected: " + what + ")"));
  }

  String text(String key, String otherwise) {
    return find(key).map(Value::text).orElse(otherwise);
  }

  int integer(String key, int otherwise) {
    return find(key).map(Value::integer).orElse(otherwise);
  }

  long whole(String key, long otherwise) {
    return find(key).map(Value::whole).orElse(otherwise);
  }

  double number(String key, double otherwise) {
    return find(key).map(Value::number).orElse(otherwise);
  }

  boolean flag(String key, boolean otherwise) {
    return find(key).map(Value::flag).orElse(otherwise);
  }

  <E extends Enum<E> & Choice> E choice(String key, E otherwise) {
    Class<E> type = otherwise.getDeclaringClass();
    return find(key).map(value -> value.choice(type)).orElse(otherwise);
  }

  /** A list of texts; empty where nothing was written. */
  List<String> texts(String key) {
    return find(key)
        .map(value -> value.items().stream().map(Value::text).toList())
        .orElse(List.of());
  }

  /** The section below {@code key}; an empty one where nothing was written. */
  Section section(String key, Set<String> itsKeys) {
    return find(key)
        .map(value -> value.section(itsKeys))
        .orElseGet(() -> empty(path(key), entries.origin(), itsKeys));
  }

  static Section empty(String path, Origin origin, Set<String> keys) {
    return new Section(path, new Node.Entries(new LinkedHashMap<>(), origin), keys);
  }
}
