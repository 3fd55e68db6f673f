package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.LocalSpark;
import weir.driver.UserInputException;
import weir.driver.config.JobSpec;
import weir.driver.report.EpochSummary;
import weir.driver.report.TrainingListener;
import weir.server.server.ServerMain;

/** One server process for many trainings, of which half end badly. */
class NamedServerIT {
  private static final int JOBS = 20;
  private static final int LEASE_SECONDS = 15;
  private static final double MOST_GROWTH = 1.05;

  @TempDir Path folder;
  private Process server;
  private String address;

  @BeforeEach
  void start() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    server =
        new ProcessBuilder(
                java,
                "-Xmx256m",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                ServerMain.class.getName(),
                "--host=127.0.0.1",
                "--port=0",
                "--threads=1",
                "--lease=" + LEASE_SECONDS)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
    Matcher told = Pattern.compile("listening on (127\\.0\\.0\\.1:\\d+)").matcher(out.readLine());
    assertThat(told.find()).isTrue();
    address = told.group(1);
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.destroy();
    server.waitFor();
  }

  private JobSpec job(String... more) {
    String[] all = new String[more.length + 2];
    all[0] = "cluster={workers: 2, servers: [\"%s\"]}".formatted(address);
    all[1] = "model={layers: [flatten, {dense: {units: 256, activation: relu}}, {dense: 10}]}";
    System.arraycopy(more, 0, all, 2, more.length);
    return Jobs.digits(folder, all);
  }

  private static void train(JobSpec job, Runnable afterAnEpoch) throws InterruptedException {
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void epochEnded(EpochSummary summary) {
            afterAnEpoch.run();
          }
        };
    new TrainingJob(LocalSpark.session(), listener).run(job);
  }

  /** Ends in one of the ways that trainings end badly. */
  private void endsBadly(int way) throws InterruptedException {
    SparkContext spark = LocalSpark.session().sparkContext();
    switch (way % 3) {
      case 0 ->
          assertThatThrownBy(() -> train(job("optimizer={sgd: {learningRate: 1.0e+30}}"), () -> {}))
              .isInstanceOf(UserInputException.class);
      case 1 ->
          assertThatThrownBy(() -> train(job("train.epochs=5000"), () -> spark.cancelAllJobs()))
              .hasMessageStartingWith("the training was cancelled");
      default -> {
        Thread trains = Thread.currentThread();
        assertThatThrownBy(() -> train(job("train.epochs=5000"), trains::interrupt))
            .isInstanceOf(InterruptedException.class);
      }
    }
  }

  /** Bytes in use after a collection. */
  private long heap() throws IOException, InterruptedException {
    jcmd("GC.run");
    Matcher used = Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
    assertThat(used.find()).isTrue();
    return Long.parseLong(used.group(1)) << 10;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process process =
        new ProcessBuilder(List.of(jcmd, Long.toString(server.pid()), command)).start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(told).isZero();
    return told;
  }

  @Test
  void keepsNothingOfTrainingsThatEndedHoweverTheyEnded() throws Exception {
    for (int warm = 0; warm < 4; warm++) {
      train(job(), () -> {});
    }
    long before = heap();
    for (int number = 0; number < JOBS; number++) {
      if (number % 2 == 0) {
        train(job(), () -> {});
      } else {
        endsBadly(number / 2);
      }
    }
    TimeUnit.SECONDS.sleep(1); // the last drop is on its way
    long after = heap();
    assertThat((double) after / before)
        .as("%d bytes after, %d before", after, before)
        .isLessThan(MOST_GROWTH);
  }
}
