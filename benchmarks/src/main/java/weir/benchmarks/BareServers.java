package weir.benchmarks;

import java.util.ArrayList;
import java.util.List;
import weir.proto.client.ClientSpec;
import weir.proto.client.ParameterClient;
import weir.proto.client.ParameterClients;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.ConsistencySpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.ScheduleSpec;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.proto.transport.Endpoint.Transport;
import weir.server.server.EmbeddedServers;

/** One embedded server with a vector of one unit and plain SGD, and a client for each worker. */
record BareServers(EmbeddedServers servers, List<ParameterClient> clients)
    implements AutoCloseable {
  private static final long DEADLINE_MILLIS = 60_000;

  static BareServers start(Transport transport, int floats, int workers)
      throws InterruptedException {
    String host = transport == Transport.LOCAL ? "bare-" + floats + "-" + workers : "127.0.0.1";
    EmbeddedServers servers = EmbeddedServers.start(transport, host, 1, 1);
    TrainingSpec training =
        new TrainingSpec(
            "bare",
            new Segments(
                List.of(new Segment("w", 0, floats, floats, 2, 0, 0, Segment.Rule.OPTIMIZE))),
            new UpdateSpec(
                new OptimizerSpec.Sgd(0, 0, false),
                new ScheduleSpec.Constant(),
                new ClipSpec.None(),
                List.of(GroupUpdate.of(1e-3))),
            new ConsistencySpec.Sync(),
            workers,
            workers,
            1,
            EpochPlan.of(1_000_000),
            DEADLINE_MILLIS);
    List<ParameterClient> clients = new ArrayList<>();
    for (int worker = 0; worker < workers; worker++) {
      clients.add(ParameterClients.connect(ClientSpec.of(training, servers.endpoints())));
    }
    clients.get(0).init(training, new float[floats]).join();
    return new BareServers(servers, clients);
  }

  @Override
  public void close() {
    clients.forEach(ParameterClient::close);
    servers.close();
  }
}
