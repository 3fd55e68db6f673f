package weir.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.worker.train.Rehearsal;

/**
 * The first steps of a fresh JVM with two workers, cold and after a rehearsal, in turn, beside the
 * steps of the same JVM once it is warm: seconds and processor time, compiler included. Usage:
 * {@code FirstSteps WORKLOAD [ROUNDS [STEPS]]}.
 */
public final class FirstSteps {
  private static final String ANSWER = "steps ";
  private static final int ROUNDS_UNTIL_WARM = 6;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private FirstSteps() {}

  /** Takes workload, rounds (5) and steps (50); with {@code cold} or {@code rehearsed}: one run. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "cold", "rehearsed" -> one(arguments[0], arguments[1], Integer.parseInt(arguments[2]));
      default -> compare(arguments);
    }
  }

  private static void compare(String[] arguments) throws IOException {
    int rounds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 5;
    String steps = arguments.length > 2 ? arguments[2] : "50";
    double[][] cold = new double[rounds][];
    double[][] rehearsed = new double[rounds][];
    for (int round = 0; round < rounds; round++) {
      cold[round] = run("cold", arguments[0], steps);
      rehearsed[round] = run("rehearsed", arguments[0], steps);
    }
    System.out.printf("%s, %s steps, medians of %d%n", arguments[0], steps, rounds);
    print("cold", cold);
    print("rehearsed", rehearsed);
  }

  private static void print(String who, double[][] figures) {
    double[] medians = new double[figures[0].length];
    for (int i = 0; i < medians.length; i++) {
      int figure = i;
      medians[i] = Medians.median(Arrays.stream(figures).mapToDouble(f -> f[figure]).toArray());
    }
    System.out.printf(
        "%-10s rehearsal %.2f s, %.2f CPU s; first %.2f s, %.2f CPU s; warm %.2f s, %.2f CPU s%n",
        who, medians[0], medians[1], medians[2], medians[3], medians[4], medians[5]);
  }

  private static double[] run(String who, String workload, String steps) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FirstSteps.class.getName(), who, workload, steps));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    Process process = builder.start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ANSWER)) {
          System.out.println(who + " " + line.substring(ANSWER.length()));
          return Arrays.stream(line.substring(ANSWER.length()).split(" "))
              .mapToDouble(Double::parseDouble)
              .toArray();
        }
      }
    }
    throw new IOException(who + " ended before it answered");
  }

  /** Prints seconds and processor seconds of the rehearsal, the first steps and warm ones. */
  private static void one(String who, String name, int steps) throws Exception {
    Workload workload = Workload.of(name);
    StringBuilder answer = new StringBuilder(ANSWER);
    measure(
        answer,
        () -> {
          if (who.equals("rehearsed")) {
            try (Rehearsal rehearsal = Rehearsal.start(workload.network())) {
              rehearsal.join();
            }
          }
        });
    try (Contender contender = Contenders.WEIR_PAIR.open(workload)) {
      measure(answer, () -> contender.train(steps));
      for (int round = 0; round < ROUNDS_UNTIL_WARM; round++) {
        contender.train(steps);
      }
      measure(answer, () -> contender.train(steps));
    }
    System.out.println(answer);
    System.exit(0);
  }

  private static void measure(StringBuilder answer, Work work) throws Exception {
    long cpu = SYSTEM.getProcessCpuTime();
    long start = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - start) / 1e9;
    answer.append("%.3f %.3f ".formatted(seconds, (SYSTEM.getProcessCpuTime() - cpu) / 1e9));
  }

  /** What is measured. */
  private interface Work {
    void run() throws Exception;
  }
}
