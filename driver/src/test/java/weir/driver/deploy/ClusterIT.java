package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A real standalone cluster of a master and two workers, used as README says. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterIT {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

  private Path folder;
  private Shell shell;
  private String master;

  @BeforeAll
  void startsTheCluster(@TempDir Path temporary) throws IOException, InterruptedException {
    folder = temporary;
    shell = new Shell(ROOT, folder).with("WEIR_CLUSTER_DIR", folder.resolve("cluster").toString());
    String port = Integer.toString(freePort());
    Shell.Outcome started =
        shell.run("deploy/cluster", "start", "--port", port, "--cores", "2", "--memory", "2g");
    assertThat(started.exitCode()).as(started.toString()).isZero();
    master = "spark://127.0.0.1:" + port;
    assertThat(started.output()).contains(master, "0 of 4 cores used");
  }

  @AfterAll
  void stopsTheCluster() throws IOException, InterruptedException {
    Shell.Outcome stopped = shell.run("deploy/cluster", "stop");
    assertThat(stopped.exitCode()).as(stopped.toString()).isZero();
    assertThat(shell.run("deploy/cluster", "status").exitCode()).isEqualTo(1);
  }

  @Test
  void trainsToTheSameBitsInClientAndClusterModeAsInOneJvm()
      throws IOException, InterruptedException {
    JsonNode local = train("local");
    JsonNode client = train("client", "--master", master, "--deploy-mode", "client");
    JsonNode cluster = train("cluster", "--master", master, "--deploy-mode", "cluster");

    assertThat(client.get("workers").asInt()).isEqualTo(2);
    assertThat(local.get("weightsSha256").asText()).matches("[0-9a-f]{64}");
    assertThat(client.get("weightsSha256")).isEqualTo(local.get("weightsSha256"));
    assertThat(cluster.get("weightsSha256")).isEqualTo(local.get("weightsSha256"));
  }

  @Test
  void tellsAFailedDriverOfClusterModeByTheExitCode() throws IOException, InterruptedException {
    Shell.Outcome failed =
        shell.run(
            "deploy/weir",
            "train",
            folder.resolve("missing.yaml").toString(),
            "--master",
            master,
            "--deploy-mode",
            "cluster",
            "--driver-memory",
            "600m");
    assertThat(failed.exitCode()).as(failed.toString()).isEqualTo(1);
    assertThat(failed.output()).contains("missing.yaml");
  }

  @Test
  void endsInTheSameBitsWhenAnExecutorIsKilled() throws Exception {
    String epochs = "train.epochs=60";
    JsonNode undisturbed = train("undisturbed", epochs);
    CompletableFuture<JsonNode> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return train("killed", epochs, "--master", master);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    ExecutorKiller.killOne(folder.resolve("cluster"), folder.resolve("runs/killed.running"));
    JsonNode killed = running.get();
    assertThat(killed.get("weightsSha256")).isEqualTo(undisturbed.get("weightsSha256"));
    JsonNode recoveries = killed.get("recoveries");
    assertThat(recoveries).as(killed.toString()).isNotEmpty();
    assertThat(recoveries.get(0).get("cause").asText()).isEqualTo("executor lost");
    assertThat(recoveries.get(0).get("lost").asText()).contains("worker ", "executor ");
  }

  private JsonNode train(String name, String... options) throws IOException, InterruptedException {
    Path output = folder.resolve("runs").resolve(name);
    List<String> arguments = new ArrayList<>(List.of("train"));
    arguments.add(ROOT.resolve("deploy/jobs/digits.yaml").toString());
    arguments.add("output=" + output);
    arguments.addAll(List.of("data.train=digits:2000?seed=1", "data.test=digits:500?seed=2"));
    arguments.addAll(List.of("train.epochs=2", "train.virtualWorkers=4", "cluster.workers=2"));
    arguments.addAll(List.of("--driver-memory", "900m", "--executor-memory", "700m"));
    arguments.addAll(List.of("--executor-cores", "1", "--total-executor-cores", "2"));
    arguments.addAll(List.of(options));
    Shell.Outcome trained = shell.run("deploy/weir", arguments.toArray(String[]::new));
    assertThat(trained.exitCode()).as(trained.toString()).isZero();
    return new ObjectMapper().readTree(Files.readAllBytes(output.resolve("report.json")));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
