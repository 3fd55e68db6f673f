package weir.server.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.proto.transport.Endpoint;

/** A {@link ServerMain} in a JVM of its own. */
final class ServerProcess implements AutoCloseable {
  private static final String LISTENING = "weir server listening on ";

  private final Process process;
  private final BufferedReader output;

  private ServerProcess(Process process) {
    this.process = process;
    this.output = process.inputReader(StandardCharsets.UTF_8);
  }

  static ServerProcess start(List<String> flags, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(ServerMain.class.getName());
    command.addAll(Arrays.asList(arguments));
    return new ServerProcess(new ProcessBuilder(command).redirectErrorStream(true).start());
  }

  /** Reads until the line that says where it listens. */
  Endpoint endpoint() throws IOException {
    StringBuilder seen = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(LISTENING)) {
        String address = line.substring(LISTENING.length(), line.indexOf(", pid "));
        return Endpoint.parse(address);
      }
      seen.append(line).append('\n');
    }
    throw new AssertionError("the server ended: " + seen);
  }

  /** Everything it still prints, up to its end. */
  String rest() throws IOException {
    StringBuilder rest = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      rest.append(line).append('\n');
    }
    return rest.toString();
  }

  /** SIGTERM; its output can still be read. */
  void terminate() {
    process.toHandle().destroy();
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
