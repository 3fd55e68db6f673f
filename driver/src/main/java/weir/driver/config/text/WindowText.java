package weir.driver.config.text;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.PaddingSpec;
import weir.worker.nn.spec.WindowSpec;

/**
 * Windows of convolutions and pools: {@code kernel: 3}, {@code stride: [2, 1]}, {@code padding:
 * same}.
 */
final class WindowText {
  static final Set<String> KEYS = Set.of("kernel", "stride", "dilation", "padding");
  static final String PAIR = "a whole number or [vertical, horizontal]";

  private WindowText() {}

  /** The keys of a window and {@code others}. */
  static Set<String> keysAnd(String... others) {
    var keys = new LinkedHashSet<>(KEYS);
    keys.addAll(List.of(others));
    return Set.copyOf(keys);
  }

  static WindowSpec read(Section section) {
    var plain = new WindowSpec(cells(section.need("kernel", PAIR)));
    return new WindowSpec(
        plain.kernel(),
        section.find("stride").map(WindowText::cells).orElse(plain.stride()),
        section.find("dilation").map(WindowText::cells).orElse(plain.dilation()),
        section.find("padding").map(WindowText::padding).orElse(plain.padding()));
  }

  static Cells cells(Value value) {
    List<Value> items = value.items();
    if (items.size() == 1 && !(value.node() instanceof Node.Items)) {
      return Cells.of(value.integer());
    }
    if (items.size() != 2) {
      throw value.wrong(PAIR);
    }
    return new Cells(items.get(0).integer(), items.get(1).integer());
  }

  static PaddingSpec padding(Value value) {
    if (value.node() instanceof Node.Scalar scalar && scalar.type() == Node.Type.TEXT) {
      return switch (scalar.text()) {
        case "same" -> PaddingSpec.SAME;
        case "valid" -> PaddingSpec.VALID;
        default -> throw value.wrong("same, valid, " + PAIR);
      };
    }
    return new PaddingSpec(false, cells(value));
  }

  static void write(WindowSpec window, Map<String, Object> map) {
    map.put("kernel", write(window.kernel()));
    map.put("stride", write(window.stride()));
    map.put("dilation", write(window.dilation()));
    map.put("padding", write(window.padding()));
  }

  static Object write(PaddingSpec padding) {
    return padding.same() ? "same" : write(padding.cells());
  }

  static Object write(Cells cells) {
    return cells.square() ? cells.vertical() : List.of(cells.vertical(), cells.horizontal());
  }
}
