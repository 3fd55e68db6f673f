package weir.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A contender's JVM: reads numbers of steps, one a line, and answers each with a measurement. */
final class ContenderMain {
  static final String ANSWER = "measured ";
  private static final String PEAK = "VmHWM:";

  private ContenderMain() {}

  /** Takes the name of the contender and the workload. */
  public static void main(String[] arguments) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Workload workload = Workload.of(arguments[1]);
    try (Contender contender = Contenders.of(arguments[0]).open(workload)) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        System.out.println(ANSWER + measure(contender, Integer.parseInt(line)).toLine());
      }
    }
    System.exit(0);
  }

  private static Measurement measure(Contender contender, int steps) throws IOException {
    long allocated = allocatedBytes();
    long cpu = processorNanos();
    long start = System.nanoTime();
    double loss = contender.train(steps);
    return new Measurement(
        (double) steps * contender.rowsPerStep(),
        (System.nanoTime() - start) / 1e9,
        (processorNanos() - cpu) / 1e9,
        loss,
        (double) (allocatedBytes() - allocated) / steps,
        peakBytes());
  }

  private static long processorNanos() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  /** By all threads that live: those that train live as long as the contender. */
  private static long allocatedBytes() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return Arrays.stream(threads.getThreadAllocatedBytes(threads.getAllThreadIds())).sum();
  }

  private static double peakBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith(PEAK)) {
        return 1024.0 * Long.parseLong(line.replaceAll("\\D", ""));
      }
    }
    throw new IOException("/proc/self/status has no " + PEAK);
  }
}
