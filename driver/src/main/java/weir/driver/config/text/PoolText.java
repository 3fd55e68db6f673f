package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.WindowSpec;

/** The layers {@code maxPool} and {@code averagePool}: {@code maxPool: 2}. */
final class PoolText {
  private PoolText() {}

  static Variant<LayerSpec> max() {
    return variant(PoolSpec.Reduction.MAX, Set.of("kernel", "stride", "padding"));
  }

  static Variant<LayerSpec> average() {
    return variant(
        PoolSpec.Reduction.AVERAGE, Set.of("kernel", "stride", "padding", "countIncludePad"));
  }

  private static Variant<LayerSpec> variant(PoolSpec.Reduction reduction, Set<String> keys) {
    return new Variant<>(
        reduction.layer(),
        "kernel",
        keys,
        section -> {
          PoolSpec pool = read(section, reduction);
          return keys.contains("countIncludePad")
              ? pool.withCountIncludePad(section.flag("countIncludePad", pool.countIncludePad()))
              : pool;
        });
  }

  private static PoolSpec read(Section section, PoolSpec.Reduction reduction) {
    var plain = new PoolSpec(reduction, WindowText.cells(section.need("kernel", WindowText.PAIR)));
    WindowSpec window = plain.window();
    return plain.withWindow(
        window
            .withStride(section.find("stride").map(WindowText::cells).orElse(window.stride()))
            .withPadding(
                section.find("padding").map(WindowText::padding).orElse(window.padding())));
  }

  static Object write(PoolSpec pool) {
    var map = new LinkedHashMap<String, Object>();
    map.put("kernel", WindowText.write(pool.window().kernel()));
    map.put("stride", WindowText.write(pool.window().stride()));
    map.put("padding", WindowText.write(pool.window().padding()));
    if (pool.reduction() == PoolSpec.Reduction.AVERAGE) {
      map.put("countIncludePad", pool.countIncludePad());
    }
    return Map.of(pool.reduction().layer(), map);
  }
}
