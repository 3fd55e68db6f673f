package weir.driver.config.text;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import weir.driver.config.ColumnKind;
import weir.driver.config.MeaningSpec;
import weir.driver.config.MissingSpec;

/** The keys of {@code data} that say what values mean. */
final class MeaningText {
  private MeaningText() {}

  static MeaningSpec read(Section data) {
    MeaningSpec plain = MeaningSpec.DEFAULT;
    return new MeaningSpec(
        data.find("types").map(MeaningText::types).orElse(plain.types()),
        data.find("missing").map(MeaningText::missing).orElse(plain.missing()),
        data.choice("unlabelled", plain.unlabelled()),
        data.choice("badRows", plain.badRows()));
  }

  private static Map<String, ColumnKind> types(Value value) {
    if (!(value.node() instanceof Node.Entries entries)) {
      throw value.wrong("a map of columns to number or text");
    }
    Map<String, ColumnKind> types = new TreeMap<>();
    entries
        .map()
        .forEach(
            (name, kind) ->
                types.put(
                    name, new Value(value.path() + "." + name, kind).choice(ColumnKind.class)));
    return types;
  }

  private static MissingSpec missing(Value value) {
    return MissingSpec.of(value.items().stream().map(MeaningText::word).toList());
  }

  /** Unquoted, null is a word here as well. */
  private static String word(Value value) {
    return value.node() instanceof Node.Scalar scalar ? scalar.text() : value.text();
  }

  static void write(MeaningSpec meaning, Map<String, Object> map) {
    if (!meaning.types().isEmpty()) {
      Map<String, Object> types = new TreeMap<>();
      meaning.types().forEach((name, kind) -> types.put(name, kind.key()));
      map.put("types", types);
    }
    if (meaning.missing().told()) {
      map.put("missing", List.copyOf(meaning.missing().words()));
    }
    if (meaning.unlabelled() != MeaningSpec.DEFAULT.unlabelled()) {
      map.put("unlabelled", meaning.unlabelled().key());
    }
    if (meaning.badRows() != MeaningSpec.DEFAULT.badRows()) {
      map.put("badRows", meaning.badRows().key());
    }
  }
}
