package weir.proto.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.proto.codec.FrameLimits;
import weir.proto.transport.ClientLoops;
import weir.proto.transport.Endpoint;
import weir.proto.transport.FrameClient;
import weir.proto.transport.FrameClientSpec;

/** The connections of one client: one per endpoint, found by shard. Thread-safe. */
final class ShardLinks implements AutoCloseable {
  private final ClientLoops loops;
  private final Map<Endpoint, FrameClient> byEndpoint;
  private final List<FrameClient> byShard;

  private ShardLinks(
      ClientLoops loops, Map<Endpoint, FrameClient> byEndpoint, List<FrameClient> byShard) {
    this.loops = loops;
    this.byEndpoint = byEndpoint;
    this.byShard = byShard;
  }

  static ShardLinks connect(ClientSpec spec) throws InterruptedException {
    ClientLoops loops = new ClientLoops(spec.endpoints().get(0).transport(), 1);
    Map<Endpoint, FrameClient> byEndpoint = new LinkedHashMap<>();
    boolean connected = false;
    try {
      List<FrameClient> byShard = new ArrayList<>();
      for (Endpoint endpoint : spec.endpoints()) {
        FrameClient client = byEndpoint.get(endpoint);
        if (client == null) {
          client = FrameClient.connect(to(endpoint, spec), loops);
          byEndpoint.put(endpoint, client);
        }
        byShard.add(client);
      }
      connected = true;
      return new ShardLinks(loops, byEndpoint, List.copyOf(byShard));
    } finally {
      if (!connected) {
        byEndpoint.values().forEach(FrameClient::close);
        loops.close();
      }
    }
  }

  private static FrameClientSpec to(Endpoint endpoint, ClientSpec spec) {
    return new FrameClientSpec(
        endpoint,
        "server",
        "start it with deploy/weir server or correct cluster.servers",
        FrameLimits.DATA,
        spec.connectMillis(),
        spec.creditBytes());
  }

  int shards() {
    return byShard.size();
  }

  FrameClient of(int shard) {
    return byShard.get(shard);
  }

  long sentBytes() {
    return byEndpoint.values().stream().mapToLong(FrameClient::sentBytes).sum();
  }

  long receivedBytes() {
    return byEndpoint.values().stream().mapToLong(FrameClient::receivedBytes).sum();
  }

  @Override
  public void close() {
    byEndpoint.values().forEach(FrameClient::close);
    loops.close();
  }
}
