package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user meets it. */
class LauncherIT {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

  /** Where the system's own programs are. */
  private static final Path SYSTEM = Path.of("/usr/bin");

  @TempDir Path folder;
  private Shell shell;

  @BeforeEach
  void opensAShell() {
    shell = new Shell(ROOT, folder);
  }

  @Test
  void showsAllCommandsWithoutStartingSpark() throws IOException, InterruptedException {
    Shell.Outcome help = shell.run("deploy/weir", "--help");
    assertThat(help.exitCode()).as(help.toString()).isZero();
    assertThat(help.output())
        .contains("train", "evaluate", "predict", "server", "inspect", "doctor");
  }

  @Test
  void endsWithTwoWhereTheUserIsToBlame() throws IOException, InterruptedException {
    Shell.Outcome missing = shell.run("deploy/weir", "train", "missing.yaml");
    assertThat(missing.exitCode()).as(missing.toString()).isEqualTo(2);
    assertThat(missing.output()).contains("missing.yaml");

    Shell.Outcome option = shell.run("deploy/weir", "train", "job.yaml", "--master");
    assertThat(option.exitCode()).as(option.toString()).isEqualTo(2);
    assertThat(option.output()).contains("--master has no value");

    Shell.Outcome home = shell.with("SPARK_HOME", "/nowhere").run("deploy/weir", "doctor");
    assertThat(home.exitCode()).as(home.toString()).isEqualTo(2);
    assertThat(home.output()).contains("SPARK_HOME=/nowhere");
  }

  @Test
  void followsSymbolicLinks() throws IOException, InterruptedException {
    Path bin = Files.createDirectory(folder.resolve("bin"));
    Path direct = Files.createSymbolicLink(bin.resolve("weir"), ROOT.resolve("deploy/weir"));
    Path indirect = Files.createSymbolicLink(bin.resolve("again"), Path.of("weir"));
    for (Path link : List.of(direct, indirect)) {
      Shell.Outcome version = shell.run(link.toString(), "--version");
      assertThat(version.exitCode()).as(version.toString()).isZero();
      assertThat(version.output()).contains("weir 0.").doesNotContain("nothing is built");
    }
    Path home = ROOT.resolve("driver/target/spark-home/bin");
    for (String script : List.of("spark-submit", "spark-class")) {
      Path link = Files.createSymbolicLink(bin.resolve(script), home.resolve(script));
      boolean submits = script.equals("spark-submit");
      String command = submits ? "--verbose" : "org.apache.spark.deploy.SparkSubmit";
      Shell.Outcome version = shell.run(link.toString(), command, "--version");
      assertThat(version.exitCode()).as(version.toString()).isZero();
      assertThat(version.output()).contains("4.1.0");
    }
    Path cluster = Files.createSymbolicLink(bin.resolve("cluster"), ROOT.resolve("deploy/cluster"));
    Shell.Outcome status =
        shell.with("WEIR_CLUSTER_DIR", folder.toString()).run(cluster.toString(), "status");
    assertThat(status.output()).contains("cluster: not running; deploy/cluster start");
  }

  @Test
  void findsFilesOfAnyNameInTheLocaleOfACronJob() throws IOException, InterruptedException {
    Path place = Files.createDirectory(folder.resolve("größe"));
    Files.writeString(place.resolve("maße.csv"), "x,y\n" + "1,a\n2,b\n".repeat(20));
    Files.writeString(
        place.resolve("job.yaml"),
        """
        data: {train: maße.csv, label: y}
        model: {layers: [dense: 2]}
        loss: crossEntropy
        train: {epochs: 1, batchSize: 8}
        cluster: {workers: 1}
        output: läufe
        """);
    Shell.Outcome train =
        shell.with("LC_ALL", "C").run("deploy/weir", "train", place.resolve("job.yaml").toString());
    assertThat(train.exitCode()).as(train.toString()).isZero();
    assertThat(place.resolve("läufe/report.json")).exists();
  }

  @Test
  void refusesJavaThatSparkDoesNotRunOn() throws IOException, InterruptedException {
    Map<String, String> refused =
        Map.of("25.0.1", "Java 25", "11.0.2", "Java 11", "1.8.0_402", "Java 8");
    for (Map.Entry<String, String> java : refused.entrySet()) {
      Shell.Outcome outcome =
          shell
              .with("JAVA_HOME", javaThatSays(java.getKey()).toString())
              .run("deploy/weir", "train", "job.yaml");
      assertThat(outcome.exitCode()).as(outcome.toString()).isEqualTo(2);
      assertThat(outcome.output())
          .isEqualTo("weir: " + java.getValue() + " (expected: 17 or 21); set JAVA_HOME\n");
    }
    Shell.Outcome cluster = shell.run("deploy/cluster", "start");
    assertThat(cluster.exitCode()).as(cluster.toString()).isEqualTo(2);
    assertThat(cluster.output()).startsWith("cluster: Java ");

    Shell.Outcome nowhere = shell.with("JAVA_HOME", "/nowhere").run("deploy/weir", "--version");
    assertThat(nowhere.exitCode()).as(nowhere.toString()).isEqualTo(2);
    assertThat(nowhere.output())
        .contains("/nowhere/bin/java is no program (expected: Java 17 or 21)");

    Shell.Outcome accepted =
        shell.with("JAVA_HOME", javaThatSays("21.0.5").toString()).run("deploy/weir", "--version");
    assertThat(accepted.exitCode()).as(accepted.toString()).isZero();
  }

  /** This JVM, but for the version that it tells. */
  private Path javaThatSays(String version) throws IOException {
    Path home = folder.resolve("java-" + version);
    Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
    Files.writeString(
        java,
        """
        #!/bin/sh
        [ "$1" != -version ] || { echo 'openjdk version "%s" 2026-01-01' >&2; exit 0; }
        exec '%s/bin/java' "$@"
        """
            .formatted(version, System.getProperty("java.home")));
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return home;
  }

  @Test
  void doctorTellsWhatItFound() throws IOException, InterruptedException {
    Shell.Outcome doctor = shell.run("deploy/weir", "doctor", "--master", "local[2]");
    assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
    assertThat(doctor.output()).contains("4.1.0", "4.2.7.Final", "local[2]");
  }

  @Test
  void aTerminalOf80ColumnsShowsABarAndALineAnEpoch() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        data: {train: "digits:4000?seed=1", validationFraction: 0.2, prepare: [scale]}
        model: {layers: [flatten, {dense: {units: 32, activation: relu}}, {dense: 10}]}
        loss: crossEntropy
        train: {epochs: 12, batchSize: 32}
        cluster: {workers: 1}
        output: run
        """);
    String train = ROOT.resolve("deploy/weir") + " train " + folder.resolve("job.yaml");
    Path typescript = folder.resolve("typescript");
    Shell.Outcome script =
        new Shell(SYSTEM, folder)
            .with("TERM", "xterm")
            .run("script", "-qec", "stty cols 80 rows 24; " + train, typescript.toString());
    assertThat(script.exitCode()).as(script.toString()).isZero();
    String text = Files.readString(typescript);
    assertThat(text).as("moves up, over lines of epochs").doesNotContainPattern("\u001b\\[\\d*A");
    List<String> drawn = text.lines().flatMap(line -> Stream.of(line.split("\r"))).toList();
    List<String> stays =
        Stream.of(text.split("\n"))
            .map(row -> row.strip().substring(row.strip().lastIndexOf('\r') + 1))
            .toList();
    Pattern bar = Pattern.compile("[█░]{20,40} .*\\b\\d+/12  loss \\d.*/s.* left");
    assertThat(drawn).anyMatch(line -> bar.matcher(line).matches());
    assertThat(drawn)
        .filteredOn(line -> line.contains("loss "))
        .allMatch(line -> line.length() <= 80);
    for (int epoch = 1; epoch <= 12; epoch++) {
      String begin = "epoch " + epoch + "/12  loss ";
      assertThat(stays)
          .anyMatch(line -> line.startsWith(begin) && line.matches(".*val loss .* accuracy .*"));
    }
    assertThat(drawn).noneMatch(line -> line.contains(" INFO "));
  }

  @Test
  void aSignalEndsWithItsCodeAndOneLine() throws IOException, InterruptedException {
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        data: {train: "digits:2000?seed=1"}
        model: {layers: [flatten, {dense: 10}]}
        loss: crossEntropy
        train: {epochs: 1000000, batchSize: 32}
        cluster: {workers: 2}
        output: run
        """);
    for (Map.Entry<String, Integer> signal : Map.of("INT", 130, "TERM", 143).entrySet()) {
      // Once epochs have ended; jobs of a shell, and all that they start, ignore SIGINT.
      String script =
          """
          mkfifo lines; env --default-signal=INT %s train job.yaml > lines 2>&1 & weir=$!
          while read -r line; do echo "$line"; case $line in "epoch 3/"*) kill -%s $weir;; esac; done < lines
          code=0; wait $weir || code=$?; rm lines; exit $code
          """
              .formatted(ROOT.resolve("deploy/weir"), signal.getKey());
      Shell.Outcome ended = new Shell(SYSTEM, folder).run("bash", "-c", script);
      assertThat(ended.exitCode()).as(ended.toString()).isEqualTo(signal.getValue());
      assertThat(ended.output())
          .contains("weir: interrupted; what is not whole is removed")
          .doesNotContain("\tat ", "ERROR");
      try (Stream<Path> left = Files.list(folder)) {
        assertThat(left.map(path -> path.getFileName().toString()))
            .noneMatch(n -> n.contains("run"));
      }
    }
  }

  @Test
  void aLanguageModelWritesWithTheNativeProducts() throws IOException, InterruptedException {
    Files.writeString(folder.resolve("text.txt"), "to be or not to be\n".repeat(100));
    Files.writeString(
        folder.resolve("job.yaml"),
        """
        data: {format: text, train: text.txt, label: next, prepare: [{characters: {steps: 8, vocabulary: 10}}]}
        model: {layers: [embedding: {vocabulary: 10, units: 8}, lstm: {units: 8, return: sequence}, dense: 10]}
        loss: crossEntropy
        optimizer: {adam: {learningRate: 0.01}}
        train: {epochs: 2, batchSize: 16}
        cluster: {workers: 1}
        output: run
        """);
    Shell.Outcome train = shell.run("deploy/weir", "train", "job.yaml");
    assertThat(train.exitCode()).as(train.toString()).isZero();

    Shell.Outcome text =
        shell.run(
            "deploy/weir", "generate", "run", "--prompt", "to be ", "--length", "20", "--verbose");
    assertThat(text.exitCode()).as(text.toString()).isZero();
    assertThat(text.output()).contains("to be ", "BLAS: OpenBLAS").doesNotContain("Java twin");
  }

  @Test
  void theServersClassPathHasNoSparkOnIt() throws IOException, InterruptedException {
    // The JVM prints its class path.
    Shell.Outcome server =
        shell
            .with("WEIR_JAVA_OPTIONS", "-XshowSettings:properties")
            .run("deploy/weir", "server", "--help");
    assertThat(server.exitCode()).as(server.toString()).isZero();
    assertThat(server.output()).contains("netty-common-").doesNotContain("spark-core");
  }
}
