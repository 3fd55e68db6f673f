package weir.proto.client;

import weir.proto.codec.FrameLimits;
import weir.proto.control.CoordinatorService.Reporter;
import weir.proto.transport.ClientLoops;
import weir.proto.transport.Endpoint;
import weir.proto.transport.FrameClient;
import weir.proto.transport.FrameClientSpec;

/** Makes a worker's line to the coordinator. */
public final class CoordinatorClients {
  private static final long CREDIT_BYTES = 1 << 20;

  private CoordinatorClients() {}

  /**
   * How long to wait for the coordinator.
   *
   * @param connectMillis to reach it
   * @param replyMillis for answers that come at once
   * @param othersMillis for answers that wait for other workers. The coordinator watches them,
   *     names who is missing and ends the wait; this is for one that is gone without a word
   */
  public record Deadlines(long connectMillis, long replyMillis, long othersMillis) {}

  /**
   * Connects, with one thread.
   *
   * @param self who will say hello
   * @throws ParameterException CONNECTION or INCOMPATIBLE, naming the coordinator's address
   */
  public static CoordinatorClient connect(Endpoint endpoint, Reporter self, Deadlines deadlines)
      throws InterruptedException {
    ClientLoops loops = new ClientLoops(endpoint.transport(), 1);
    FrameClientSpec spec =
        new FrameClientSpec(
            endpoint,
            "coordinator",
            "the driver must be reachable from the executors: set spark.driver.host",
            FrameLimits.CONTROL,
            deadlines.connectMillis(),
            CREDIT_BYTES);
    boolean connected = false;
    try {
      FrameClient client = FrameClient.connect(spec, loops);
      connected = true;
      return new RemoteCoordinatorClient(client, loops, self, deadlines);
    } finally {
      if (!connected) {
        loops.close();
      }
    }
  }
}
