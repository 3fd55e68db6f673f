package weir.driver.config.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.driver.Shown;

/** What stands in a job file, before anybody knows what it means. Immutable. */
sealed interface Node {

  /** Where it was written. */
  Origin origin();

  /** As it is quoted in messages. */
  String show();

  /** What a scalar looks like. */
  enum Type {
    TEXT,
    NUMBER,
    FLAG,
    /** Nothing, {@code ~} or {@code null}: the key counts as left out. */
    NONE
  }

  /** One value, as it was written. */
  record Scalar(String text, Type type, Origin origin) implements Node {
    @Override
    public String show() {
      return type == Type.NONE ? "nothing" : Shown.text(text);
    }
  }

  /** A list. */
  record Items(List<Node> list, Origin origin) implements Node {
    public Items {
      list = List.copyOf(list);
    }

    @Override
    public String show() {
      return "a list of " + list.size();
    }
  }

  /** A map; each entry's node tells its line. */
  record Entries(Map<String, Node> map, Origin origin) implements Node {
    public Entries {
      map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    @Override
    public String show() {
      return "{" + String.join(", ", map.keySet()) + "}";
    }
  }

  /** True where nothing was written. */
  default boolean isNone() {
    return this instanceof Scalar scalar && scalar.type() == Type.NONE;
  }
}
