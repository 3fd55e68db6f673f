package weir.driver.config.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.driver.UserInputException;

/** Lays {@code a.b.c=value} of the command line over a job file; values are YAML. */
final class Overrides {
  private Overrides() {}

  static Node apply(Node root, List<String> overrides) {
    Node result = root;
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        throw new UserInputException(
            "override " + override + " (expected: key=value, such as train.epochs=10)");
      }
      String path = override.substring(0, equals).strip();
      Node value = YamlTree.parse(override.substring(equals + 1), "override " + path);
      result = put(result, List.of(path.split("\\.", -1)), commandLine(value), override);
    }
    return result;
  }

  private static Node put(Node node, List<String> path, Node value, String override) {
    if (path.isEmpty()) {
      return value;
    }
    String key = path.get(0);
    List<String> rest = path.subList(1, path.size());
    if (key.isBlank()) {
      throw new UserInputException("override " + override + " (expected: a.b.c=value)");
    }
    if (node instanceof Node.Items items) {
      int index = index(key, items.list().size(), override);
      var list = new ArrayList<>(items.list());
      list.set(index, put(list.get(index), rest, value, override));
      return new Node.Items(list, items.origin());
    }
    Map<String, Node> map = new LinkedHashMap<>(asMap(node, key, override));
    Node none = new Node.Scalar("", Node.Type.NONE, Origin.COMMAND_LINE);
    map.put(key, put(map.getOrDefault(key, none), rest, value, override));
    return new Node.Entries(map, node.origin());
  }

  /** The bare name of a variant opens into a map, so that {@code optimizer.adam.x=1} finds it. */
  private static Map<String, Node> asMap(Node node, String key, String override) {
    if (node instanceof Node.Entries entries) {
      return entries.map();
    }
    if (node.isNone() || ((Node.Scalar) node).text().equals(key)) {
      return Map.of();
    }
    throw new UserInputException(
        "override "
            + override
            + ": "
            + key
            + " lies inside "
            + node.show()
            + " (expected: a map); override the key above it");
  }

  private static int index(String key, int size, String override) {
    if (!key.matches("[0-9]{1,6}") || Integer.parseInt(key) >= size) {
      throw new UserInputException(
          "override "
              + override
              + ": "
              + key
              + " (expected: an index from 0 to "
              + (size - 1)
              + ")");
    }
    return Integer.parseInt(key);
  }

  private static Node commandLine(Node node) {
    if (node instanceof Node.Scalar scalar) {
      return new Node.Scalar(scalar.text(), scalar.type(), Origin.COMMAND_LINE);
    }
    if (node instanceof Node.Items items) {
      var list = items.list().stream().map(Overrides::commandLine).toList();
      return new Node.Items(list, Origin.COMMAND_LINE);
    }
    var map = new LinkedHashMap<String, Node>();
    ((Node.Entries) node).map().forEach((key, value) -> map.put(key, commandLine(value)));
    return new Node.Entries(map, Origin.COMMAND_LINE);
  }
}
