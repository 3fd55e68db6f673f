package weir.driver.config.text;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.driver.config.Choice;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.RecurrentSpec;

/** {@code lstm: 64}, {@code gru: {units: 64, return: sequence}}. */
final class RecurrentText {
  private static final Set<String> KEYS =
      Set.of("units", "return", "layers", "dropout", "bidirectional");

  private enum Return implements Choice {
    LAST,
    SEQUENCE;

    static Return of(RecurrentSpec.Returned returned) {
      return switch (returned) {
        case LAST -> LAST;
        case SEQUENCE -> SEQUENCE;
      };
    }

    RecurrentSpec.Returned returned() {
      return switch (this) {
        case LAST -> RecurrentSpec.Returned.LAST;
        case SEQUENCE -> RecurrentSpec.Returned.SEQUENCE;
      };
    }
  }

  private RecurrentText() {}

  static List<Variant<LayerSpec>> variants() {
    return Arrays.stream(RecurrentSpec.Cell.values()).map(RecurrentText::variant).toList();
  }

  private static Variant<LayerSpec> variant(RecurrentSpec.Cell cell) {
    return new Variant<>(RecurrentSpec.name(cell), "units", KEYS, section -> read(section, cell));
  }

  private static RecurrentSpec read(Section section, RecurrentSpec.Cell cell) {
    int units = section.need("units", "a whole number > 0").integer();
    RecurrentSpec plain = new RecurrentSpec(cell, units);
    return new RecurrentSpec(
        cell,
        units,
        section.choice("return", Return.of(plain.returned())).returned(),
        section.integer("layers", plain.layers()),
        section.number("dropout", plain.dropout()),
        section.flag("bidirectional", plain.bidirectional()));
  }

  static Object write(RecurrentSpec layer) {
    var map = new LinkedHashMap<String, Object>();
    map.put("units", layer.units());
    map.put("return", Return.of(layer.returned()).key());
    map.put("layers", layer.layers());
    map.put("dropout", layer.dropout());
    map.put("bidirectional", layer.bidirectional());
    return Map.of(RecurrentSpec.name(layer.cell()), map);
  }
}
