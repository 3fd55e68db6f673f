package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher as a user meets it. */
class LauncherIT {
  private static final Path ROOT = Path.of(System.getProperty("weir.root"));

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
  void doctorTellsWhatItFound() throws IOException, InterruptedException {
    Shell.Outcome doctor = shell.run("deploy/weir", "doctor", "--master", "local[2]");
    assertThat(doctor.exitCode()).as(doctor.toString()).isZero();
    assertThat(doctor.output()).contains("4.1.0", "4.2.7.Final", "local[2]");
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
        shell.run("deploy/weir", "generate", "run", "--prompt", "to be ", "--length", "20");
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
