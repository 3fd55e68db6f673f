package weir.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A contender's JVM: reads numbers of steps, one a line, and answers each with a measurement. */
final class ContenderMain {
  static final String ANSWER = "measured ";

  private ContenderMain() {}

  /** Takes the name of the contender. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Contender contender = Contenders.of(arguments[0]).open()) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        int steps = Integer.parseInt(line);
        Duration cpu = processorTime();
        long start = System.nanoTime();
        double loss = contender.train(steps);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = processorTime().minus(cpu).toMillis() / 1e3;
        double rows = (double) steps * contender.rowsPerStep();
        System.out.println(ANSWER + new Measurement(rows, seconds, cpuSeconds, loss).toLine());
      }
    }
    System.exit(0);
  }

  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }
}
