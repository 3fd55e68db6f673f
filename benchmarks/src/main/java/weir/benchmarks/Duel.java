package weir.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Contenders side by side: every round each trains the same number of steps, one after the other,
 * so that what disturbs the machine disturbs all. Prints each round, then medians and their ratio
 * to the first contender. With both {@code bare} and {@code bare-pair} among them, a round in which
 * the pair reaches less than 1.6 times the one is thrown away, counted and repeated, up to three
 * times as many rounds. Usage: {@code Duel ROUNDS STEPS CONTENDER…}; the batches repeat after 32
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

  /** Takes rounds, steps a round, and contenders. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 3) {
      throw new IllegalArgumentException("usage: Duel ROUNDS STEPS CONTENDER…");
    }
    int rounds = Integer.parseInt(arguments[0]);
    List<ContenderProcess> processes = new ArrayList<>();
    try {
      for (int i = 2; i < arguments.length; i++) {
        processes.add(new ContenderProcess(Contenders.of(arguments[i])));
      }
      new Duel(processes, Integer.parseInt(arguments[1])).fight(rounds);
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
          "  %s %,.0f/s (loss %.5f)"
              .formatted(label(i), measured[i].samplesPerSecond(), measured[i].loss()));
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
        "%-16s %14s %12s %22s%n", "contender", "samples/s", "ratio", "CPU s / million rows");
    double first = median(rounds, 0, Measurement::samplesPerSecond);
    for (int i = 0; i < processes.size(); i++) {
      double median = median(rounds, i, Measurement::samplesPerSecond);
      double cpu = median(rounds, i, each -> 1e6 * each.cpuSeconds() / each.rows());
      System.out.printf("%-16s %,14.0f %12.3f %22.1f%n", label(i), median, median / first, cpu);
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
