package weir.driver.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import weir.tensor.Blas;
import weir.tensor.BlasInfo;

/** {@code weir doctor}: what there is, and what is wrong with it. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Shows versions, BLAS, memory, ports and Spark; names what is wrong.")
final class DoctorCommand implements Callable<Integer> {
  private static final double MEGABYTE = 1 << 20;

  @Spec CommandSpec spec;

  private PrintWriter out;
  private int faults;

  @Override
  public Integer call() throws Exception {
    out = spec.commandLine().getOut();
    faults = 0;
    versions();
    machine();
    blas();
    ports();
    new SparkProbe().lines(System.getProperties()).forEach(line -> say("spark", line));
    out.println(faults == 0 ? "all is well" : faults + " faults, marked with !");
    out.flush();
    return faults == 0 ? 0 : Failures.OTHER;
  }

  private void versions() throws IOException {
    say("java", System.getProperty("java.vm.name") + " " + System.getProperty("java.version"));
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    for (Library library : Library.ALL) {
      say(library.name(), library.describe(loader));
    }
    List<Duplicates.Clash> clashes = Duplicates.among(Duplicates.classPath(), Library.ALL);
    for (Duplicates.Clash clash : clashes) {
      fault("clash", clash + "; keep one of the two on the class path");
    }
    if (clashes.isEmpty()) {
      say("clashes", "none: every class of these is there once");
    }
  }

  private void machine() {
    Runtime runtime = Runtime.getRuntime();
    say("processors", String.valueOf(runtime.availableProcessors()));
    say(
        "memory",
        String.format(
            Locale.ROOT,
            "heap of %,.0f MB at most, %,.0f MB in use; set --driver-memory",
            runtime.maxMemory() / MEGABYTE,
            (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE));
    boolean vector = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
    say(
        "vector",
        vector
            ? "module jdk.incubator.vector is there"
            : "the scalar twin computes; start the JVM with --add-modules jdk.incubator.vector");
  }

  private void blas() {
    BlasInfo info = Blas.get().info();
    String line =
        String.format(
            Locale.ROOT,
            "%s %s, core %s, %d threads, %.1f GFLOP/s",
            info.library(),
            info.version(),
            info.core(),
            info.threads(),
            info.gflops());
    if (info.library().equals("Java")) {
      fault("blas", line + "; the native library did not load, see the log");
    } else {
      say("blas", line);
    }
  }

  private void ports() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      say("ports", "loopback can be listened on (tried " + socket.getLocalPort() + ")");
    } catch (IOException e) {
      fault("ports", "loopback cannot be listened on: " + e.getMessage());
    }
  }

  private void say(String what, String text) {
    out.printf("  %-11s %s%n", what, text);
  }

  private void fault(String what, String text) {
    faults++;
    out.printf("! %-11s %s%n", what, text);
  }
}
