package weir.benchmarks;

import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.partition.SumTree;
import weir.proto.transport.Endpoint.Transport;

/**
 * Pushes a gradient of 64 MB and pulls the next weights of 64 MB over TCP loopback, one worker,
 * plain SGD (one multiplication and one subtraction a float). {@link FloatCopy} in the same run is
 * what it is held against. Usage: {@code PushPull [ROUNDS [MEGABYTES]]}
 */
public final class PushPull {
  private static final int WARM_UP = 3;

  private PushPull() {}

  /** Takes rounds (7) and megabytes each way (64). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 7;
    int megabytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
    int floats = megabytes * (1 << 20) / Float.BYTES;
    for (Transport transport : Transport.values()) {
      try (BareServers bare = BareServers.start(transport, floats, 1)) {
        double[] seconds = measure(bare.clients().get(0), floats, rounds);
        double median = Medians.median(seconds);
        System.out.printf(
            "push and pull %-5s %d MB each way: median %.1f ms, %.2f GB/s over both ways%n",
            transport, megabytes, 1e3 * median, 2.0 * megabytes * (1 << 20) / 1e9 / median);
      }
    }
    System.exit(0);
  }

  private static double[] measure(ParameterClient client, int floats, int rounds) throws Exception {
    float[] gradient = new float[floats];
    float[] weights = new float[floats];
    double[] seconds = new double[rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      SumTree.Node root = new SumTree.Node(0, 0);
      Contribution contribution = new Contribution(root, round + WARM_UP, 0, 1, 0);
      long start = System.nanoTime();
      client.pushPull(contribution, 0, gradient, weights).get();
      if (round >= 0) {
        seconds[round] = (System.nanoTime() - start) / 1e9;
      }
    }
    return seconds;
  }
}
