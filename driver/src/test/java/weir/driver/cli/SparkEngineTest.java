package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import weir.driver.LocalSpark;
import weir.driver.files.SecondRoot;

/** The commands over the real engine: a run goes from rows to predictions through its folder. */
class SparkEngineTest {
  private static final int ROWS = 200;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path rows;

  @BeforeEach
  void writeRows() throws IOException {
    // The engine takes the session that is there, and closes it.
    LocalSpark.session();
    List<String> lines = new ArrayList<>(List.of("x,town,y"));
    for (int row = 0; row < ROWS; row++) {
      boolean rome = row % 2 == 0;
      lines.add((row % 10) + "," + (rome ? "Rome" : "Oslo") + "," + (rome ? "warm" : "cold"));
    }
    rows = Files.write(folder.resolve("rows.csv"), lines);
    Files.writeString(
        folder.resolve("town.yaml"),
        """
        data: {train: rows.csv, testFraction: 0.2, label: y, prepare: [standardize, oneHot]}
        model: {layers: [{dense: 1}]}
        loss: binaryCrossEntropy
        optimizer: {adam: 0.1}
        train: {epochs: 8, batchSize: 16}
        cluster: {workers: 2}
        """);
  }

  @AfterEach
  void show() {
    System.out.print(err);
  }

  private int run(String... arguments) {
    out.getBuffer().setLength(0);
    CommandLine line = WeirCommand.commandLine(new SparkEngine());
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  private static List<String> csv(Path output) throws IOException {
    List<String> lines = new ArrayList<>();
    try (Stream<Path> parts = Files.list(output)) {
      for (Path part : parts.filter(one -> one.toString().endsWith(".csv")).sorted().toList()) {
        lines.addAll(Files.readAllLines(part));
      }
    }
    return lines;
  }

  @Test
  void aRunGoesFromRowsToPredictions() throws IOException {
    Path run = folder.resolve("runs/town");
    assertThat(run("train", folder.resolve("town.yaml").toString())).isZero();
    assertThat(out.toString()).contains("accuracy           1.0000");
    assertThat(run).isDirectoryContaining(path -> path.endsWith("report.html"));
    assertThat(run.resolve("metrics.jsonl")).content().hasLineCount(8);

    assertThat(run("evaluate", run.toString(), "--data", rows.toString())).isZero();
    assertThat(out.toString()).contains("accuracy           1.0000", "warm").contains("100");

    Path fresh = Files.write(folder.resolve("new.txt"), List.of("town,x", "Oslo,3", "Rome,7"));
    Path output = folder.resolve("out");
    String to = output.toString();
    assertThat(run("predict", run.toString(), "--input", fresh.toString(), "--output", to))
        .isZero();
    assertThat(out.toString()).contains("2 predictions in " + output);
    List<String> lines = csv(output);
    assertThat(lines.get(0)).isEqualTo("town,x,prediction,probability_cold,probability_warm");
    assertThat(lines.get(1)).startsWith("Oslo,3,cold,0.9");
    assertThat(lines.get(2)).startsWith("Rome,7,warm,0.0");
    assertThat(folder)
        .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));

    assertThat(run("inspect", run.toString())).isZero();
    assertThat(out.toString())
        .contains("classes [cold, warm]", "4 parameters", "0.weight")
        .contains(", seed 1, 2 virtual workers", "{dense: {units: ")
        .containsPattern("model town, by \\{java: .*, netty: .*, spark: .*, weir: ");
    String missing = folder.resolve("none.csv").toString();
    assertThat(run("evaluate", run.toString(), "--data", missing)).isEqualTo(2);
    assertThat(err.toString()).contains("weir: data=" + missing + " does not exist");
  }

  @Test
  void everythingLiesOnAnotherFileSystem() throws IOException {
    String root = SecondRoot.at(folder);
    assertThat(run("train", root + "/town.yaml", "output=a b/[town]")).isZero();
    assertThat(folder.resolve("a b/[town]/metrics.jsonl")).content().hasLineCount(8);

    String run = root + "/a b/[town]";
    assertThat(run("evaluate", run, "--data", root + "/rows.csv")).isZero();
    assertThat(out.toString()).contains("accuracy           1.0000");
    for (String output : List.of(root + "/p ü", "file:" + folder + "/q%20 x")) {
      assertThat(run("predict", run, "--input", root + "/rows.csv", "--output", output)).isZero();
      assertThat(out.toString()).contains(ROWS + " predictions in ");
    }
    assertThat(csv(folder.resolve("p ü"))).hasSizeGreaterThan(ROWS);
    assertThat(csv(folder.resolve("q%20 x"))).isEqualTo(csv(folder.resolve("p ü")));
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("file:"));
    assertThat(run("inspect", run)).isZero();
    assertThat(out.toString()).contains("classes [cold, warm]", "accuracy           1.0000");
  }

  @Test
  void rowsOfAFileSystemThatIsNotThereAreOneLine() throws IOException {
    String yaml = Files.readString(folder.resolve("town.yaml")).replace("testFraction: 0.2, ", "");
    String job = Files.writeString(folder.resolve("all.yaml"), yaml).toString();
    for (String key : List.of("data.train", "data.test", "data.validation")) {
      err.getBuffer().setLength(0);
      String rows = key + "=s3a://bucket/x.csv";
      assertThat(run("train", job, rows)).isEqualTo(2);
      assertThat(err.toString())
          .contains("weir: " + rows + ": no file system for s3a is on the class path; add ");
    }
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aRowThatCannotBePredictedLeavesNothing() throws IOException {
    assertThat(run("train", folder.resolve("town.yaml").toString())).isZero();
    String run = folder.resolve("runs/town").toString();
    Path file = Files.write(folder.resolve("bad.csv"), List.of("town,x", "Oslo,3", "Rome,many"));
    Path output = folder.resolve("out");
    String bad = file.toString();
    String to = output.toString();

    assertThat(run("predict", run, "--input", bad, "--output", to)).isEqualTo(2);
    assertThat(err.toString()).contains("bad.csv", "many");
    assertThat(run("predict", run, "--input", bad, "--input-format", "parquet", "--output", to))
        .isEqualTo(2);
    assertThat(err.toString()).contains("bad.csv: it does not end as Parquet does");
    assertThat(output).doesNotExist();
    assertThat(folder)
        .isDirectoryNotContaining(path -> path.getFileName().toString().startsWith("."));
  }

  @Test
  void aRegressionOfOneFeatureShowsItsLine() throws IOException {
    List<String> lines = new ArrayList<>(List.of("area,price"));
    for (int row = 0; row < ROWS; row++) {
      lines.add(row + "," + (3 * row + 7));
    }
    Files.write(folder.resolve("line.csv"), lines);
    Path job =
        Files.writeString(
            folder.resolve("line.yaml"),
            """
            data: {train: line.csv, validationFraction: 0.2, label: price, prepare: [standardize]}
            model: {layers: [{dense: 1}]}
            loss: meanSquaredError
            train: {epochs: 2}
            cluster: {workers: 1}
            """);

    assertThat(run("train", job.toString())).isZero();

    Path run = folder.resolve("runs/line");
    for (String picture : List.of("loss", "errors", "r2", "learning-rate", "fit")) {
      assertThat(run.resolve("pictures/" + picture + ".svg")).content().startsWith("<svg");
    }
    assertThat(Files.readString(run.resolve("report.html")).split("<figure>")).hasSize(6);
  }
}
