package weir.driver.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the scripts of {@code deploy/} as a user does, from another folder than the project's. What
 * a command wrote is kept whole, so that a failing test can show it.
 */
final class Shell {
  private static final long DEADLINE_MINUTES = 10;

  private final Path root;
  private final Path folder;
  private final Map<String, String> environment = new LinkedHashMap<>();

  Shell(Path root, Path folder) {
    this.root = root;
    this.folder = folder;
  }

  /** The environment variable for every command from here on. */
  Shell with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** What a command left behind: its exit code and everything it wrote, both streams in one. */
  record Outcome(List<String> command, int exitCode, String output) {
    /** The line of the output that begins with a prefix, without it. */
    String after(String prefix) {
      return output
          .lines()
          .filter(line -> line.startsWith(prefix))
          .map(line -> line.substring(prefix.length()))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line begins with " + prefix + " in " + this));
    }

    @Override
    public String toString() {
      return String.join(" ", command) + " ended with " + exitCode + ":\n" + output;
    }
  }

  /** Runs a script of the project to its end; destroys it and its children at the deadline. */
  Outcome run(String script, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(root.resolve(script).toString());
    command.addAll(List.of(arguments));
    Path output = Files.createTempFile(folder, "command", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // A Spark home of the person at the desk is not the one under test.
    builder.environment().remove("SPARK_HOME");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError(
            command + " did not end in " + DEADLINE_MINUTES + " min:\n" + Files.readString(output));
      }
      return new Outcome(command, process.exitValue(), Files.readString(output));
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
