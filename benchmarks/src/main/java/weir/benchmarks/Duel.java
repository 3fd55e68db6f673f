package weir.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Contenders side by side: every round each trains the same number of steps, one after the other,
 * so that what disturbs the machine disturbs all. Prints each round, then medians and their ratio
 * to the first contender. Usage: {@code Duel ROUNDS STEPS CONTENDER…}
 */
public final class Duel {
  private static final int WARM_UP = 3;

  private Duel() {}

  /** Takes rounds, steps a round, and contenders. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      throw new IllegalArgumentException("usage: Duel ROUNDS STEPS CONTENDER…");
    }
    int rounds = Integer.parseInt(arguments[0]);
    int steps = Integer.parseInt(arguments[1]);
    List<ContenderProcess> processes = new ArrayList<>();
    try {
      for (int i = 2; i < arguments.length; i++) {
        processes.add(new ContenderProcess(Contenders.of(arguments[i])));
      }
      report(processes, fight(processes, rounds, steps));
    } finally {
      processes.forEach(ContenderProcess::close);
    }
  }

  /** Measurements by contender and round. */
  private static Measurement[][] fight(List<ContenderProcess> processes, int rounds, int steps)
      throws IOException {
    Measurement[][] measured = new Measurement[processes.size()][rounds];
    for (int round = -WARM_UP; round < rounds; round++) {
      StringBuilder line = new StringBuilder(round < 0 ? "warm-up" : "round " + (round + 1));
      for (int i = 0; i < processes.size(); i++) {
        Measurement measurement = processes.get(i).train(steps);
        line.append(
            "  %s %,.0f/s (loss %.5f)"
                .formatted(
                    processes.get(i).contender().label(),
                    measurement.samplesPerSecond(),
                    measurement.loss()));
        if (round >= 0) {
          measured[i][round] = measurement;
        }
      }
      System.out.println(line);
    }
    return measured;
  }

  private static void report(List<ContenderProcess> processes, Measurement[][] measured) {
    System.out.printf(
        "%-16s %14s %12s %22s%n", "contender", "samples/s", "ratio", "CPU s / million rows");
    double first = 0;
    for (int i = 0; i < processes.size(); i++) {
      double median = median(measured[i], Measurement::samplesPerSecond);
      double cpu = median(measured[i], each -> 1e6 * each.cpuSeconds() / each.rows());
      first = i == 0 ? median : first;
      System.out.printf(
          "%-16s %,14.0f %12.3f %22.1f%n",
          processes.get(i).contender().label(), median, median / first, cpu);
    }
  }

  private static double median(Measurement[] rounds, ToDoubleFunction<Measurement> figure) {
    return Medians.median(Arrays.stream(rounds).mapToDouble(figure).toArray());
  }
}
