package weir.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * PyTorch DDP over gloo with two processes, workload mlp only: {@code benchmarks/peers/ddp.py}
 * under the Python that the environment variable {@code PYTHON} names, else {@code python3}. The
 * processor time of its processes is not this one's and so not counted.
 */
final class Ddp implements Contender {
  private static final int PROCESSES = 2;

  private final Workload workload;
  private final Process process;
  private final Writer orders;
  private final BufferedReader answers;

  Ddp(Workload workload) {
    this.workload = workload;
    try {
      process =
          new ProcessBuilder(
                  System.getenv().getOrDefault("PYTHON", "python3"),
                  Path.of("benchmarks", "peers", "ddp.py").toString(),
                  workload.name())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("set PYTHON to a Python with PyTorch", e);
    }
    orders = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  @Override
  public int rowsPerStep() {
    return PROCESSES * workload.batch();
  }

  @Override
  public double train(int steps) {
    try {
      orders.write(steps + "\n");
      orders.flush();
      String loss = answers.readLine();
      if (loss == null) {
        throw new IllegalStateException("ddp.py ended before it answered");
      }
      return Double.parseDouble(loss);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }
}
