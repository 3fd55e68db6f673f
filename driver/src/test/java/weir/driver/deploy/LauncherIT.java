package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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
