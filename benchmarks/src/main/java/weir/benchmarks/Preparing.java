package weir.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.storage.StorageLevel;
import weir.driver.config.JobSpec;
import weir.driver.config.text.JobFile;
import weir.driver.data.DataLoader;
import weir.driver.data.DataRequest;
import weir.driver.data.PreparedData;
import weir.driver.data.TargetKind;
import weir.driver.files.Location;

/**
 * Seconds that Weir needs to read, rank, fit and pack the rows of a generated csv file, beside a
 * bare Spark program that reads the same file with a schema, hashes its rows, sorts them by hash
 * and caches them; each in a JVM of its own with 1 GB, in turn. Usage: {@code Preparing FOLDER
 * tall|wide [ROWS [ROUNDS [WHO…]]]}: tall has 20 columns, three of them texts; wide has 2,000,
 * missing cells filled with medians, 200 partitions.
 */
public final class Preparing {
  private static final String ANSWER = "seconds ";

  private Preparing() {}

  /** One side alone with its name in front, then shape, rows and file. */
  public static void main(String[] arguments) throws Exception {
    Path file = Path.of(arguments[arguments.length - 1]);
    switch (arguments[0]) {
      case "bare" -> bare(shape(arguments[1], arguments[2]), file);
      case "weir" -> weir(arguments[1], file);
      default -> compare(arguments);
    }
  }

  private static PrepareFile shape(String name, String rows) {
    int count = Integer.parseInt(rows);
    return switch (name) {
      case "tall" -> new PrepareFile(count, 16, 3, 0);
      case "wide" -> new PrepareFile(count, 1999, 0, 50);
      default -> throw new IllegalArgumentException("shape=" + name + " (expected: tall or wide)");
    };
  }

  private static void compare(String[] arguments) throws IOException {
    String shape = arguments[1];
    boolean tall = shape.equals("tall");
    String rows = arguments.length > 2 ? arguments[2] : tall ? "5000000" : "200000";
    int rounds = arguments.length > 3 ? Integer.parseInt(arguments[3]) : 3;
    Path file = shape(shape, rows).in(Path.of(arguments[0]));
    System.out.printf("%s, %,d MB%n", file.getFileName(), Files.size(file) >> 20);
    List<String> sides =
        arguments.length > 4
            ? Arrays.asList(arguments).subList(4, arguments.length)
            : List.of("bare", "weir");
    double[][] seconds = new double[sides.size()][rounds];
    double[][] processor = new double[sides.size()][rounds];
    for (int round = 0; round < rounds; round++) {
      for (int side = 0; side < sides.size(); side++) {
        double[] took = run(sides.get(side), shape, rows, file.toString());
        seconds[side][round] = took[0];
        processor[side][round] = took[1];
      }
    }
    double first = Medians.median(seconds[0]);
    double firstProcessor = Medians.median(processor[0]);
    for (int side = 0; side < sides.size(); side++) {
      double median = Medians.median(seconds[side]);
      double cpu = Medians.median(processor[side]);
      System.out.printf(
          "%s: medians of %d: %.1f s, %.2f x %s; processor time %.1f s, %.2f x%n",
          sides.get(side), rounds, median, median / first, sides.get(0), cpu, cpu / firstProcessor);
    }
  }

  private static double[] run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-Xmx1g");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Preparing.class.getName());
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    double[] took = {Double.NaN, Double.NaN};
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(ANSWER)) {
          String[] figures = line.substring(ANSWER.length()).split(" ");
          took[0] = Double.parseDouble(figures[0]);
          took[1] = Double.parseDouble(figures[1]);
        }
      }
    }
    System.out.printf("%s %.1f s, processor time %.1f s%n", arguments[0], took[0], took[1]);
    return took;
  }

  private static void bare(PrepareFile shape, Path file) {
    SparkSession spark = session(shape.texts() == 0);
    long since = System.nanoTime();
    Column[] columns =
        Arrays.stream(shape.schema().fieldNames()).map(functions::col).toArray(Column[]::new);
    Dataset<Row> rows =
        spark
            .read()
            .option("header", true)
            .schema(shape.schema())
            .csv(file.toString())
            .withColumn("hash", functions.xxhash64(columns))
            .sort("hash")
            .persist(StorageLevel.MEMORY_AND_DISK());
    System.out.println(rows.count() + " rows");
    answer(since);
  }

  private static void weir(String shape, Path file) throws IOException {
    boolean wide = shape.equals("wide");
    SparkSession spark = session(wide);
    Path job = Files.createTempFile("prepare", ".yaml");
    Files.writeString(
        job,
        String.join(
            "\n",
            "data:",
            "  train: " + file.toAbsolutePath(),
            "  label: label",
            "  prepare: " + (wide ? "[{impute: median}, standardize]" : "[standardize, oneHot]"),
            "model: {layers: [dense: 1]}",
            "loss: binaryCrossEntropy",
            "optimizer: {adam: {learningRate: 0.001}}",
            "train: {epochs: 1, seed: 1}",
            "cluster: {workers: 2}"));
    JobSpec spec = JobFile.read(Location.of(job), List.of());
    Files.delete(job);
    DataRequest request =
        new DataRequest(
            spec.data(),
            spec.train().order(),
            spec.train().seed(),
            spec.virtualWorkers(),
            spec.cluster().workers(),
            TargetKind.of(spec.loss()),
            spec.model().outputs(),
            0);
    long since = System.nanoTime();
    try (PreparedData data = new DataLoader(spark, request).load()) {
      System.out.println(data.counts().training() + " rows");
      answer(since);
    }
  }

  private static void answer(long sinceNanos) {
    System.out.println(ANSWER + (System.nanoTime() - sinceNanos) / 1e9 + " " + cpuSeconds());
    System.out.flush();
  }

  /** Of all threads since the JVM began: what neighbours disturb least. */
  private static double cpuSeconds() {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return system.getProcessCpuTime() / 1e9;
  }

  private static SparkSession session(boolean wide) {
    return SparkSession.builder()
        .master("local[2]")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.default.parallelism", wide ? 200 : 2)
        .getOrCreate();
  }
}
