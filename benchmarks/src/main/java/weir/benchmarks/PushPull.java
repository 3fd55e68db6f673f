package weir.benchmarks;

import java.util.Map;
import java.util.TreeMap;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.partition.SumTree;
import weir.proto.transport.Endpoint.Transport;

/**
 * Pushes a gradient of 64 MB and pulls the next weights of 64 MB, one worker, plain SGD (one
 * multiplication and one subtraction a float), beside the bare copy of the same bytes: every round
 * measures each of them once. Usage: {@code PushPull [ROUNDS [MEGABYTES]]}
 */
public final class PushPull {
  /** As many as the compiler needs until it is quiet. */
  private static final int WARM_UP = 40;

  private PushPull() {}

  /** Takes rounds (15) and megabytes each way (64). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 15;
    int megabytes = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 64;
    int floats = megabytes * (1 << 20) / Float.BYTES;
    Map<String, double[]> seconds = new TreeMap<>();
    try (BareServers local = BareServers.start(Transport.LOCAL, floats, 1);
        BareServers tcp = BareServers.start(Transport.TCP, floats, 1);
        FloatCopy copy = new FloatCopy(floats)) {
      float[] gradient = new float[floats];
      float[] weights = new float[floats];
      for (int round = -WARM_UP; round < rounds; round++) {
        note(seconds, "bare copy, there, then back", round, rounds, copy.inTurn());
        note(seconds, "bare copy, both ways at once", round, rounds, copy.together());
        double overTcp = exchange(tcp.clients().get(0), round + WARM_UP, gradient, weights);
        note(seconds, "push and pull, TCP", round, rounds, overTcp);
        double inJvm = exchange(local.clients().get(0), round + WARM_UP, gradient, weights);
        note(seconds, "push and pull, in one JVM", round, rounds, inJvm);
      }
    }
    seconds.forEach(
        (what, times) -> {
          double median = Medians.median(times);
          System.out.printf(
              "%-30s %d MB each way: median %6.1f ms, %.2f GB/s over both ways%n",
              what, megabytes, 1e3 * median, 2.0 * megabytes * (1 << 20) / 1e9 / median);
        });
    System.exit(0);
  }

  private static void note(
      Map<String, double[]> seconds, String what, int round, int rounds, double measured) {
    if (round >= 0) {
      seconds.computeIfAbsent(what, name -> new double[rounds])[round] = measured;
    }
  }

  private static double exchange(
      ParameterClient client, long step, float[] gradient, float[] weights) throws Exception {
    Contribution contribution = new Contribution(new SumTree.Node(0, 0), step, 0, 1, 0);
    long start = System.nanoTime();
    client.pushPull(contribution, 0, gradient, weights).get();
    return (System.nanoTime() - start) / 1e9;
  }
}
