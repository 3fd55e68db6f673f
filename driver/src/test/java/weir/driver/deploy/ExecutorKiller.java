package weir.driver.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Kills (-9) an executor of a cluster while a training is under way. */
final class ExecutorKiller {
  private static final long DEADLINE_SECONDS = 300;
  private static final int EPOCHS_BEFORE = 2;

  private ExecutorKiller() {}

  /**
   * Waits until the training has finished some epochs, then kills the first executor it finds.
   *
   * @param cluster the state of {@code deploy/cluster}, with the process ids of its daemons
   * @param run the folder that the training writes into
   */
  static void killOne(Path cluster, Path run) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (epochs(run.resolve("metrics.jsonl")) < EPOCHS_BEFORE) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no epoch ended in " + DEADLINE_SECONDS + " s in " + run);
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    Set<Long> daemons = daemons(cluster);
    ProcessHandle executor =
        ProcessHandle.allProcesses()
            .filter(process -> isExecutorOf(process, daemons))
            .findFirst()
            .orElseThrow(() -> new AssertionError("no executor of " + daemons + " is running"));
    // SIGKILL: nothing in the executor gets to say goodbye.
    executor.destroyForcibly();
  }

  private static long epochs(Path metrics) throws IOException {
    if (!Files.exists(metrics)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(metrics)) {
      return lines.count();
    }
  }

  private static Set<Long> daemons(Path cluster) throws IOException {
    try (Stream<Path> files = Files.list(cluster)) {
      return files
          .filter(file -> file.toString().endsWith(".pid"))
          .map(ExecutorKiller::processId)
          .collect(Collectors.toSet());
    }
  }

  private static long processId(Path file) {
    try {
      return Long.parseLong(Files.readAllLines(file).get(0).strip());
    } catch (IOException e) {
      throw new AssertionError(file + " cannot be read", e);
    }
  }

  private static boolean isExecutorOf(ProcessHandle process, Set<Long> daemons) {
    boolean child = process.parent().map(parent -> daemons.contains(parent.pid())).orElse(false);
    return child
        && process
            .info()
            .commandLine()
            .map(line -> line.contains("CoarseGrainedExecutorBackend"))
            .orElse(false);
  }
}
