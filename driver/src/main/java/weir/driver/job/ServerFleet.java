package weir.driver.job;

import java.util.ArrayList;
import java.util.List;
import weir.driver.config.ClusterSpec;
import weir.proto.transport.Endpoint;
import weir.server.server.EmbeddedServers;

/**
 * The servers of one training: started in the driver's JVM, or running elsewhere already. Closing
 * stops what was started here and nothing else.
 */
final class ServerFleet implements AutoCloseable {
  /** With more, event loops would take turns on the cores that the workers compute on. */
  private static final int MOST_LOOPS = 4;

  private final EmbeddedServers embedded;
  private final List<Endpoint> endpoints;

  private ServerFleet(EmbeddedServers embedded, List<Endpoint> endpoints) {
    this.embedded = embedded;
    this.endpoints = List.copyOf(endpoints);
  }

  /** Among how many shards parameters are cut: at least one for every server that is named. */
  static int shards(ClusterSpec cluster) {
    return Math.max(cluster.shards(), cluster.servers().addresses().size());
  }

  /** Starts or names the servers of the training {@code jobId}. */
  static ServerFleet open(ClusterSpec cluster, DriverAddress address, String jobId) {
    int shards = shards(cluster);
    if (cluster.servers().embedded()) {
      String bind = address.local() ? jobId : address.bind();
      EmbeddedServers servers =
          EmbeddedServers.start(address.transport(), bind, shards, loops(shards));
      return new ServerFleet(servers, servers.endpoints().stream().map(address::reached).toList());
    }
    List<String> addresses = cluster.servers().addresses();
    List<Endpoint> endpoints = new ArrayList<>();
    for (int shard = 0; shard < shards; shard++) {
      endpoints.add(Endpoint.parse(addresses.get(shard % addresses.size())));
    }
    return new ServerFleet(null, endpoints);
  }

  /** Event loops of each of so many servers of this JVM. */
  static int loops(int shards) {
    int cores = Runtime.getRuntime().availableProcessors();
    return Math.max(1, Math.min(MOST_LOOPS, cores) / shards);
  }

  /** Where each shard is reached. */
  List<Endpoint> endpoints() {
    return endpoints;
  }

  @Override
  public void close() {
    if (embedded != null) {
      embedded.close();
    }
  }
}
