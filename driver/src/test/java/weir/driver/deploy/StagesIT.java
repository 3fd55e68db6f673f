package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stages of Spark ML from weir.jar, each in a JVM of its own. */
class StagesIT {
  private static final Path SPARK_HOME = Path.of(System.getProperty("weir.sparkHome"));
  private static final Path WEIR_JAR = Path.of(System.getProperty("weir.jar"));

  @TempDir Path folder;

  private Shell.Outcome submit(List<String> options, String... arguments)
      throws IOException, InterruptedException {
    Path jar = folder.resolve("probe.jar");
    ClassPathIT.writeJar(jar, StagesProbe.class);
    List<String> all = new ArrayList<>(options);
    all.addAll(
        List.of(
            "--conf=spark.driver.host=127.0.0.1",
            "--conf=spark.ui.enabled=false",
            "--class=" + StagesProbe.class.getName(),
            "--jars=" + WEIR_JAR,
            jar.toString()));
    all.addAll(List.of(arguments));
    Shell.Outcome outcome =
        new Shell(SPARK_HOME, folder).run("bin/spark-submit", all.toArray(String[]::new));
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
    return outcome;
  }

  @Test
  void aPipelineIsLoadedInAnotherProgram() throws Exception {
    List<String> local = List.of("--master=local[2]");
    String model = folder.resolve("model").toString();
    Shell.Outcome fitted = submit(local, "fit", model);
    Shell.Outcome loaded = submit(local, "load", model);
    for (String line : List.of("weights ", "predictions ")) {
      assertThat(loaded.after(line)).isNotBlank().isEqualTo(fitted.after(line));
    }
  }

  @Test
  void validationRowsStayOnExecutorsAndSlotsAreWaitedForUntilTheDeadline() throws Exception {
    String master = "local-cluster[1,1,1400]";
    Shell.Outcome outcome =
        submit(
            List.of(
                "--master=" + master,
                "--driver-memory=256m",
                "--conf=spark.executor.memory=1400m",
                "--conf=spark.testing.reservedMemory=67108864"),
            "cluster",
            "1000000");
    assertThat(outcome.after("validations ")).isEqualTo("1");
    String told =
        " (expected: <= %d, the slots of master "
            + master
            + " after 3.0 s); set numWorkers, or give the application more executors or cores,"
            + " which others may hold";
    assertThat(outcome.after("none ")).isEqualTo("numWorkers=1" + told.formatted(0));
    assertThat(outcome.after("late ")).matches("of 0 at first [0-9a-f]{64}");
    assertThat(outcome.after("few ")).isEqualTo("numWorkers=2" + told.formatted(1));
  }
}
