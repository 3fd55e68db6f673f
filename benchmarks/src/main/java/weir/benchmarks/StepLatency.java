package weir.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import weir.proto.client.Contribution;
import weir.proto.client.ParameterClient;
import weir.proto.partition.SumTree;
import weir.proto.transport.Endpoint.Transport;

/**
 * What a synchronous step of a 1 KB model costs: every worker pushes its gradient and waits for the
 * next weights. Medians over rounds of p50 and p99, one and two workers, in the JVM and over TCP
 * loopback; {@link NettyPingPong} is what it is held against. Usage: {@code StepLatency [ROUNDS
 * [STEPS]]}
 */
public final class StepLatency {
  private static final int FLOATS = 256;
  private static final int WARM_UP = 2;

  private StepLatency() {}

  /** Takes rounds (5) and steps a round (20000). */
  public static void main(String[] arguments) throws Exception {
    int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 5;
    int steps = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
    for (int workers = 1; workers <= 2; workers++) {
      for (Transport transport : Transport.values()) {
        measure(transport, workers, rounds, steps);
      }
    }
    System.exit(0);
  }

  private static void measure(Transport transport, int workers, int rounds, int steps)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(workers);
    try (BareServers bare = BareServers.start(transport, FLOATS, workers)) {
      double[] medians = new double[rounds];
      double[] tails = new double[rounds];
      for (int round = -WARM_UP; round < rounds; round++) {
        long first = (long) (round + WARM_UP) * steps;
        List<Callable<long[]>> tasks = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
          ParameterClient client = bare.clients().get(worker);
          SumTree.Node leaf = new SumTree.Node(0, worker);
          tasks.add(() -> steps(client, leaf, first, steps));
        }
        List<Future<long[]>> answers = threads.invokeAll(tasks);
        long[] nanos = answers.get(0).get();
        Arrays.sort(nanos);
        if (round >= 0) {
          medians[round] = nanos[steps / 2] / 1e3;
          tails[round] = nanos[steps * 99 / 100] / 1e3;
        }
      }
      System.out.printf(
          "weir step   %d workers %-5s p50 %8.1f us   p99 %8.1f us%n",
          workers, transport, Medians.median(medians), Medians.median(tails));
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] steps(ParameterClient client, SumTree.Node leaf, long first, int steps)
      throws Exception {
    float[] gradient = new float[FLOATS];
    float[] weights = new float[FLOATS];
    long[] nanos = new long[steps];
    for (int step = 0; step < steps; step++) {
      long start = System.nanoTime();
      Contribution contribution = new Contribution(leaf, first + step, 0, 1, 0);
      client.pushPull(contribution, 0, gradient, weights).get();
      nanos[step] = System.nanoTime() - start;
    }
    return nanos;
  }
}
