package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;

/**
 * All that may stand at a place: a name, or one key with its main option or a map. {@code adam},
 * {@code dense: 10}, {@code {huber: {delta: 1}}}.
 */
record Variants<T>(String what, List<Variant<T>> list) {

  List<String> names() {
    return list.stream().map(Variant::name).toList();
  }

  /** Reads the variant that {@code value} names. */
  T read(Value value) {
    if (value.node() instanceof Node.Entries entries) {
      if (entries.map().size() != 1) {
        throw several(value, entries);
      }
      Map.Entry<String, Node> only = entries.map().entrySet().iterator().next();
      return make(find(value, only.getKey()), value, only.getValue());
    }
    if (value.node() instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT) {
      return make(find(value, scalar.text()), value, null);
    }
    throw value.wrong(expected());
  }

  private Variant<T> find(Value value, String name) {
    for (Variant<T> variant : list) {
      if (variant.name().equalsIgnoreCase(name)) {
        return variant;
      }
    }
    throw new UserInputException(
        value.node().origin()
            + ": "
            + value.path()
            + "="
            + name
            + " (expected: "
            + expected()
            + ")"
            + Nearest.hint(name, names()));
  }

  private T make(Variant<T> variant, Value value, Node options) {
    Value inner =
        new Value(value.path() + "." + variant.name(), options == null ? value.node() : options);
    return inner.located(() -> variant.make().apply(section(variant, inner, options)));
  }

  private Section section(Variant<T> variant, Value inner, Node options) {
    if (options == null || options.isNone()) {
      return Section.empty(inner.path(), inner.node().origin(), variant.keys());
    }
    if (options instanceof Node.Entries || variant.main() == null) {
      if (variant.keys().isEmpty() && !(options instanceof Node.Entries)) {
        throw inner.wrong("no options");
      }
      return inner.section(variant.keys());
    }
    var map = new LinkedHashMap<String, Node>();
    map.put(variant.main(), options);
    return new Section(inner.path(), new Node.Entries(map, options.origin()), variant.keys());
  }

  private UserInputException several(Value value, Node.Entries entries) {
    for (Variant<T> variant : list) {
      for (String key : entries.map().keySet()) {
        if (entries.map().containsKey(variant.name()) && variant.keys().contains(key)) {
          return value.wrong(
              "one key; write " + key + " inside " + value.path() + "." + variant.name());
        }
      }
    }
    return value.wrong("one key, " + expected());
  }

  private String expected() {
    return what + ": one of " + String.join(", ", names());
  }
}
