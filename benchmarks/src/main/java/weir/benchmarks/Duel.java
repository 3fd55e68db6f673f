package weir.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Contenders side by side: every round each trains the same number of steps, one after the other,
 * so that what disturbs the machine disturbs all. Prints each round, then medians: samples a
 * second, processor time, their ratios to the first contender, what Java allocates, peak resident
 * memory. With both {@code bare} and {@code bare-pair} among them, a round in which the pair
 * reaches less than 1.6 times the one is thrown away, counted and repeated, up to three times as
 * many rounds. Usage: {@code Duel WORKLOAD ROUNDS STEPS CONTENDER…}; the batches repeat after 32
 * steps, so losses of Weir, whose rounds are epochs, are equal to the others' at multiples of 32.
 */
public final class Duel {
  private static final int WARM_UP = 3;
  private static final int PATIENCE = 3;
  private static final double QUIET = 1.6;

  private final List<ContenderProcess> processes;
  private final int steps;

  private Duel(List<ContenderProcess> processes, int steps) {
    this.processes = processes;
    this.steps = steps;
  }

  /** Takes the workload, rounds, steps a round, and contenders. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4) {
      throw new IllegalArgumentException("usage: Duel WORKLOAD ROUNDS STEPS CONTENDER…");
    }
    String workload = Workload.of(arguments[0]).name();
    int rounds = Integer.parseInt(arguments[1]);
    List<ContenderProcess> processes = new ArrayList<>();
    try {
      for (int i = 3; i < arguments.length; i++) {
        processes.add(new ContenderProcess(Contenders.of(arguments[i]), workload));
      }
      new Duel(processes, Integer.parseInt(arguments[2])).fight(rounds);
    } finally {
      processes.forEach(ContenderProcess::close);
    }
  }

  private void fight(int rounds) throws IOException {
    for (int round = 0; round < WARM_UP; round++) {
      round("warm-up");
    }
    List<Measurement[]> kept = new ArrayList<>();
    int discarded = 0;
    while (kept.size() < rounds && kept.size() + discarded < PATIENCE * rounds) {
      Measurement[] round = round("round");
      if (quiet(round)) {
        kept.add(round);
      } else {
        discarded++;
      }
    }
    System.out.printf("%d rounds of %d steps, %d more discarded%n", kept.size(), steps, discarded);
    report(kept);
  }

  /** One measurement of each contender. */
  private Measurement[] round(String name) throws IOException {
    Measurement[] measured = new Measurement[processes.size()];
    StringBuilder line = new StringBuilder(name);
    for (int i = 0; i < measured.length; i++) {
      measured[i] = processes.get(i).train(steps);
      line.append(
          "  %s %,.0f/s %.1f CPU s/1e6 (loss %.5f)"
              .formatted(
                  label(i),
                  measured[i].samplesPerSecond(),
                  measured[i].cpuSecondsPerMillion(),
                  measured[i].loss()));
    }
    System.out.println(line);
    return measured;
  }

  private boolean quiet(Measurement[] round) {
    double one = 0;
    double pair = Double.POSITIVE_INFINITY;
    for (int i = 0; i < round.length; i++) {
      Contenders contender = processes.get(i).contender();
      one = contender == Contenders.BARE ? round[i].samplesPerSecond() : one;
      pair = contender == Contenders.BARE_PAIR ? round[i].samplesPerSecond() : pair;
    }
    return pair >= QUIET * one;
  }

  private void report(List<Measurement[]> rounds) {
    if (rounds.isEmpty()) {
      System.out.println("the machine was never quiet: no medians");
      return;
    }
    System.out.printf(
        "%-13s %10s %6s %12s %6s %8s %8s%n",
        "contender", "samples/s", "ratio", "CPU s/1e6", "ratio", "KB/step", "peak MB");
    double speed = median(rounds, 0, Measurement::samplesPerSecond);
    double effort = median(rounds, 0, Measurement::cpuSecondsPerMillion);
    for (int i = 0; i < processes.size(); i++) {
      double samples = median(rounds, i, Measurement::samplesPerSecond);
      double cpu = median(rounds, i, Measurement::cpuSecondsPerMillion);
      System.out.printf(
          "%-13s %,10.0f %6.3f %12.1f %6.3f %8.1f %8.0f%n",
          label(i),
          samples,
          samples / speed,
          cpu,
          effort / cpu,
          median(rounds, i, Measurement::bytesPerStep) / 1024,
          median(rounds, i, Measurement::peakBytes) / (1024 * 1024));
    }
  }

  private String label(int contender) {
    return processes.get(contender).contender().label();
  }

  private static double median(
      List<Measurement[]> rounds, int contender, ToDoubleFunction<Measurement> figure) {
    return Medians.median(
        rounds.stream().map(round -> round[contender]).mapToDouble(figure).toArray());
  }
}
