package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import weir.driver.config.Choice;
import weir.driver.config.ClusterSpec;
import weir.driver.config.ServersSpec;

/** The section {@code cluster}. */
final class ClusterText {
  static final Set<String> KEYS =
      Set.of(
          "workers", "shards", "servers", "transport", "deadlineSeconds", "mixedBlas", "blasCore");

  private enum MixedBlas implements Choice {
    REFUSE,
    ALLOW
  }

  private ClusterText() {}

  static ClusterSpec read(Section cluster) {
    ClusterSpec otherwise = ClusterSpec.DEFAULT;
    MixedBlas mixed = otherwise.mixedBlas() ? MixedBlas.ALLOW : MixedBlas.REFUSE;
    return cluster
        .value()
        .located(
            () ->
                new ClusterSpec(
                    cluster.integer("workers", otherwise.workers()),
                    cluster.integer("shards", otherwise.shards()),
                    cluster.find("servers").map(ClusterText::servers).orElse(otherwise.servers()),
                    cluster.choice("transport", otherwise.transport()),
                    cluster.number("deadlineSeconds", otherwise.deadlineSeconds()),
                    cluster.choice("mixedBlas", mixed) == MixedBlas.ALLOW,
                    cluster.text("blasCore", otherwise.blasCore())));
  }

  private static ServersSpec servers(Value value) {
    if (value.node() instanceof Node.Items) {
      return value.located(() -> new ServersSpec(value.items().stream().map(Value::text).toList()));
    }
    if (!value.text().equals("embedded")) {
      throw value.wrong("embedded, or a list [host:port, …]");
    }
    return ServersSpec.EMBEDDED;
  }

  static Map<String, Object> write(ClusterSpec cluster) {
    var map = new LinkedHashMap<String, Object>();
    map.put("workers", cluster.workers());
    map.put("shards", cluster.shards());
    map.put("servers", cluster.servers().embedded() ? "embedded" : cluster.servers().addresses());
    map.put("transport", cluster.transport().key());
    map.put("deadlineSeconds", cluster.deadlineSeconds());
    map.put("mixedBlas", (cluster.mixedBlas() ? MixedBlas.ALLOW : MixedBlas.REFUSE).key());
    if (cluster.blasCore() != null) {
      map.put("blasCore", cluster.blasCore());
    }
    return map;
  }
}
