package weir.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A contender in a JVM of its own, with the flags and the class path of this one. */
final class ContenderProcess implements AutoCloseable {
  private final Contenders contender;
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  ContenderProcess(Contenders contender, String workload) throws IOException {
    this.contender = contender;
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(ContenderMain.class.getName());
    command.add(contender.label());
    command.add(workload);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    // libtorch's own count of threads does not reach the OpenBLAS that it calls.
    builder.environment().put("OPENBLAS_NUM_THREADS", "1");
    builder.environment().put("OMP_NUM_THREADS", "1");
    process = builder.start();
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  Contenders contender() {
    return contender;
  }

  Measurement train(int steps) throws IOException {
    orders.write(steps + "\n");
    orders.flush();
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(ContenderMain.ANSWER)) {
        return Measurement.ofLine(line.substring(ContenderMain.ANSWER.length()));
      }
      System.err.println(contender.label() + ": " + line);
    }
    throw new IOException("contender " + contender.label() + " ended before it answered");
  }

  @Override
  public void close() {
    process.destroy();
  }
}
