package weir.server.server;

import java.util.ArrayList;
import java.util.List;
import weir.proto.transport.Endpoint;
import weir.proto.transport.Endpoint.Transport;
import weir.server.shard.ShardCounters;

/**
 * The servers of one job inside this JVM, one per shard. Thread-safe. Usage:
 *
 * <pre>{@code
 * try (EmbeddedServers servers = EmbeddedServers.start(Transport.LOCAL, jobId, shards, 1)) {
 *   ParameterClients.connect(ClientSpec.of(training, servers.endpoints()));
 * }
 * }</pre>
 */
public final class EmbeddedServers implements AutoCloseable {
  private final List<ShardServer> servers;

  private EmbeddedServers(List<ShardServer> servers) {
    this.servers = servers;
  }

  /**
   * Starts {@code shards} servers.
   *
   * @param host for TCP the address to bind; for LOCAL a name that is unique in this JVM, such as
   *     the job's
   * @param loops for TCP event loops of each server; for LOCAL how many threads it should bear
   * @throws weir.proto.client.ParameterException CONNECTION when an address cannot be bound; none
   *     stays behind then
   */
  public static EmbeddedServers start(Transport transport, String host, int shards, int loops) {
    List<ShardServer> servers = new ArrayList<>();
    EmbeddedServers started = new EmbeddedServers(servers);
    boolean complete = false;
    try {
      for (int shard = 0; shard < shards; shard++) {
        Endpoint bind =
            transport == Transport.LOCAL
                ? Endpoint.local(host + "/shard-" + shard)
                : Endpoint.tcp(host, 0);
        servers.add(ShardServer.start(bind, loops, HostLimits.shared(shards)));
      }
      complete = true;
      return started;
    } finally {
      if (!complete) {
        started.close();
      }
    }
  }

  /** Where each shard is, in order. */
  public List<Endpoint> endpoints() {
    return servers.stream().map(ShardServer::endpoint).toList();
  }

  /** The sum over all shards. */
  public ShardCounters.Snapshot counters() {
    return servers.stream()
        .map(ShardServer::counters)
        .reduce(ShardCounters.Snapshot.NONE, ShardCounters.Snapshot::plus);
  }

  @Override
  public void close() {
    servers.forEach(ShardServer::close);
  }
}
