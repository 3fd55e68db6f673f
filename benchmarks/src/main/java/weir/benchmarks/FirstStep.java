package weir.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.job.TrainingJob;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

/**
 * From the start of a JVM to a job's first step, beside a bare Spark program that reads, shuffles
 * and caches the same MNIST rows; each in a JVM of its own, in turn. Usage: {@code FirstStep FOLDER
 * JOB [ROUNDS]}, the folder with the four IDX files and the job file that trains on them.
 */
public final class FirstStep {
  private static final String ANSWER = "seconds ";

  private FirstStep() {}

  /** Takes folder, job file and rounds (5); with {@code bare} or {@code weir} in front, one run. */
  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "bare" -> bare(Path.of(arguments[1]));
      case "weir" -> weir(Path.of(arguments[1]));
      default -> compare(arguments);
    }
  }

  private static void compare(String[] arguments) throws IOException {
    int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
    double[] bare = new double[rounds];
    double[] weir = new double[rounds];
    double[] later = new double[rounds];
    for (int round = 0; round < rounds; round++) {
      bare[round] = run("bare", arguments[0]);
      weir[round] = run("weir", arguments[1]);
      later[round] = weir[round] - bare[round];
    }
    System.out.printf(
        "from the start of the JVM, medians of %d: bare Spark %.1f s, first step of Weir %.1f s,"
            + " %.1f s later%n",
        rounds, Medians.median(bare), Medians.median(weir), Medians.median(later));
  }

  private static double run(String who, String file) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(FirstStep.class.getName(), who, file));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    double seconds = Double.NaN;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ANSWER)) {
          seconds = Double.parseDouble(line.substring(ANSWER.length()));
        }
      }
    }
    System.out.printf("%s %.1f s%n", who, seconds);
    return seconds;
  }

  private static void bare(Path folder) {
    SparkSession spark = session();
    Dataset<Row> train =
        MnistRows.read(spark, folder, "train").repartition(2).persist(StorageLevel.MEMORY_ONLY());
    Dataset<Row> test =
        MnistRows.read(spark, folder, "t10k").repartition(2).persist(StorageLevel.MEMORY_ONLY());
    long rows = train.count() + test.count();
    double seconds = ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
    System.out.println(rows + " rows");
    System.out.println(ANSWER + seconds);
    spark.stop();
  }

  private static void weir(Path job) throws Exception {
    Report.Seconds seconds =
        TrainingJob.ofCommand(session(), TrainingListener.of(List.of()))
            .run(JobFile.read(Location.of(job), List.of("train.epochs=1")))
            .report()
            .seconds();
    System.out.println(ANSWER + (seconds.startup() + seconds.prepare()));
    System.exit(0);
  }

  private static SparkSession session() {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .getOrCreate();
  }
}
