package weir.driver.config;

import java.io.Serializable;
import java.util.List;

/**
 * Where the shards of parameters live.
 *
 * @param addresses {@code host:port} of running servers; empty: in the driver's JVM
 */
public record ServersSpec(List<String> addresses) implements Serializable {
  /** In the driver's JVM. */
  public static final ServersSpec EMBEDDED = new ServersSpec(List.of());

  public ServersSpec {
    addresses = List.copyOf(addresses);
    for (String address : addresses) {
      Check.require(
          address.matches("(\\[[0-9a-fA-F:]+]|[^:\\s]+):[0-9]{1,5}")
              && Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)) <= 65535,
          "cluster.servers",
          address,
          "host:port");
    }
  }

  /** True when the driver's JVM serves. */
  public boolean embedded() {
    return addresses.isEmpty();
  }
}
