package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.api.ReadyModel;
import weir.driver.config.DataFormat;
import weir.driver.files.Location;

/** A real HDFS and a real standalone cluster: job, rows, run, model and predictions lie on HDFS. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HdfsIT {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));
  private static final int ROWS = 200;
  private static final long DEADLINE_SECONDS = 300;

  private Hdfs hdfs;
  private Location jobs;
  private Shell shell;
  private String master;

  @BeforeAll
  void startsBoth(@TempDir Path temporary) throws IOException, InterruptedException {
    hdfs = new Hdfs(temporary.resolve("hdfs"));
    jobs = Location.of(hdfs.root()).resolve("jobs and rows");
    jobs.createFolders();
    StringBuilder rows = new StringBuilder("x,town,y\n");
    for (int row = 0; row < ROWS; row++) {
      rows.append(row % 10).append(row % 2 == 0 ? ",Rome,warm\n" : ",Oslo,cold\n");
    }
    jobs.resolve("rows.csv").writeText(rows.toString());
    jobs.resolve("town.yaml")
        .writeText(
            """
            data: {train: rows.csv, testFraction: 0.2, label: y, prepare: [standardize, oneHot]}
            model: {layers: [{dense: 1}]}
            loss: binaryCrossEntropy
            optimizer: {adam: 0.1}
            train: {epochs: 8, batchSize: 16}
            cluster: {workers: 2}
            """);
    String port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = Integer.toString(free.getLocalPort());
    }
    shell =
        new Shell(ROOT, temporary)
            .with("WEIR_CLUSTER_DIR", temporary.resolve("cluster").toString());
    command("deploy/cluster", "start", "--port", port, "--cores", "2", "--memory", "2g");
    master = "spark://127.0.0.1:" + port;
  }

  @AfterAll
  void stopsBoth() throws IOException, InterruptedException {
    try {
      command("deploy/cluster", "stop");
    } finally {
      hdfs.close();
    }
  }

  private Shell.Outcome command(String... words) throws IOException, InterruptedException {
    Shell.Outcome outcome =
        shell.run(words[0], List.of(words).subList(1, words.length).toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    return outcome;
  }

  /** On the standalone cluster, with as little as is enough. */
  private Shell.Outcome onCluster(String... words) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--master", master, "--driver-memory", "700m", "--executor-memory", "600m"));
    all.addAll(List.of("--executor-cores", "1", "--total-executor-cores", "2"));
    return command(all.toArray(String[]::new));
  }

  private static JsonNode report(Location run) throws IOException {
    return new ObjectMapper().readTree(run.resolve("report.json").readText());
  }

  @Test
  @Order(1)
  void aModelIsTrainedLoadedAndPredictedOnHdfs() throws IOException, InterruptedException {
    Shell.Outcome train = command("deploy/weir", "train", jobs + "/town.yaml");
    Location run = jobs.resolve("runs/town");
    assertThat(train.output()).contains("run folder " + run);
    assertThat(run.resolve("metrics.jsonl").readText()).hasLineCount(8);
    assertThat(jobs.resolve("runs").list()).hasSize(1);

    Shell.Outcome inspect = command("deploy/weir", "inspect", run.toString());
    assertThat(inspect.output()).contains("classes [cold, warm]", "accuracy           1.0000");

    ReadyModel model = ReadyModel.load(run + "/model");
    model.save(jobs + "/copy");
    model.save(jobs + "/copy");
    ReadyModel copy = ReadyModel.load(jobs + "/copy");
    assertThat(copy.trained().weightsSha256())
        .isEqualTo(report(run).get("weightsSha256").asText())
        .isEqualTo(model.trained().weightsSha256());
    assertThat(
            copy.predict(LocalSpark.session(), DataFormat.CSV, jobs + "/rows.csv")
                .filter("prediction = y")
                .count())
        .isEqualTo(ROWS);
  }

  @Test
  @Order(2)
  void theStandaloneMasterGivesTheSameBitsInClusterMode() throws IOException, InterruptedException {
    Location run = jobs.resolve("cluster run");
    String output = "output=" + run.name();
    onCluster("deploy/weir", "train", jobs + "/town.yaml", output, "--deploy-mode", "cluster");
    assertThat(report(run).get("workers").asInt()).isEqualTo(2);
    assertThat(report(run).get("weightsSha256"))
        .isEqualTo(report(jobs.resolve("runs/town")).get("weightsSha256"));

    Location predictions = jobs.resolve("predictions");
    Shell.Outcome predict =
        onCluster(
            "deploy/weir",
            "predict",
            run.toString(),
            "--input",
            jobs + "/rows.csv",
            "--output",
            predictions.toString());
    assertThat(predict.output()).contains(ROWS + " predictions in " + predictions);
    assertThat(
            LocalSpark.session()
                .read()
                .option("header", true)
                .csv(predictions.forSpark())
                .filter("prediction = y")
                .count())
        .isEqualTo(ROWS);
    assertThat(jobs.list()).noneMatch(entry -> entry.name().startsWith("."));
  }

  @Test
  @Order(3)
  void aTrainingThatIsTerminatedLeavesNothingAndFreesTheSlots() throws Exception {
    Location output = jobs.resolve("stopped");
    List<String> words = new ArrayList<>(List.of("train", jobs + "/town.yaml"));
    words.addAll(List.of("output=" + output, "train.epochs=1000000", "--master", master));
    words.addAll(List.of("--driver-memory", "700m", "--executor-memory", "600m"));
    CompletableFuture<Shell.Outcome> running =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return shell.run("deploy/weir", words.toArray(String[]::new));
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    awaitAnEpoch(jobs.resolve("stopped.running/metrics.jsonl"), running);
    ProcessHandle.current()
        .descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("output=" + output))
        .forEach(ProcessHandle::destroy);

    Shell.Outcome stopped = running.get();
    assertThat(stopped.exitCode()).as(stopped.toString()).isEqualTo(128 + 15);
    assertThat(stopped.output())
        .contains("weir: interrupted; what is not whole is removed")
        .doesNotContain("did not stop");
    assertThat(jobs.list()).noneMatch(entry -> entry.name().startsWith("stopped"));
    assertThat(command("deploy/cluster", "status").output()).contains("0 of 4 cores used");
  }

  private static void awaitAnEpoch(Location metrics, CompletableFuture<Shell.Outcome> running)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
    while (!metrics.exists() || metrics.readText().isEmpty()) {
      assertThat(running).isNotDone();
      assertThat(System.nanoTime()).as("no epoch in " + metrics).isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
