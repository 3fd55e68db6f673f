package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import weir.driver.UserInputException;
import weir.driver.files.Location;
import weir.driver.files.SecondRoot;
import weir.driver.report.EpochSummary;

class CommandLineTest {
  @TempDir Path folder;

  private final FakeEngine engine = new FakeEngine();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private String job;

  @BeforeEach
  void writeJob() throws IOException {
    Path file = folder.resolve("tiny.yaml");
    Files.writeString(
        file,
        """
        data: {train: "digits:100?seed=1"}
        model: {layers: [{dense: 10}]}
        loss: crossEntropy
        """);
    job = file.toString();
  }

  private int run(String... arguments) {
    CommandLine line = WeirCommand.commandLine(engine);
    line.setOut(new PrintWriter(out));
    line.setErr(new PrintWriter(err));
    return line.execute(arguments);
  }

  @Test
  void trainWritesTheRunFolder() throws IOException {
    assertThat(run("train", job, "train.epochs=3", "cluster.workers=1")).isZero();

    Path run = folder.resolve("runs/tiny");
    assertThat(engine.trained.train().epochs()).isEqualTo(3);
    assertThat(run.resolve("report.json")).content().contains("\"weightsSha256\" : \"3f00\"");
    assertThat(run.resolve("job.yaml")).content().contains("epochs: 3");
    assertThat(run.resolve("model/model.json")).exists();
    assertThat(out.toString()).contains("accuracy", "run folder " + run);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void findRateWritesPictureAndNumbersBesideTheRun() {
    assertThat(run("find-rate", job, "cluster.workers=1", "--from=1e-4", "--to=1")).isZero();

    Path rates = folder.resolve("runs/tiny-rates");
    assertThat(rates.resolve("learning-rates.json")).content().contains("\"smoothedShare\"");
    assertThat(rates.resolve("pictures/learning-rates.svg")).content().startsWith("<svg");
    assertThat(folder.resolve("runs/tiny")).doesNotExist();
    assertThat(out.toString()).contains("100 steps", "suggested learning rate 0.0");
    assertThat(run("find-rate", job, "--from=1", "--to=0.1")).isEqualTo(2);
    assertThat(err.toString()).contains("to=0.1 (expected: > from=1.0)");
  }

  @Test
  void generateTakesAPromptAndALanguageModel() {
    assertThat(run("generate", folder.toString())).isEqualTo(2);
    assertThat(run("generate", folder.toString(), "--prompt=a", "--temperature=0")).isEqualTo(2);
    assertThat(run("generate", folder.toString(), "--prompt=a")).isEqualTo(2);
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).contains("'--prompt=TEXT'"),
            line -> assertThat(line).contains("temperature=0.0 (expected: > 0); set temperature"),
            line -> assertThat(line).contains(folder.toString()));
  }

  @Test
  void aUsersFaultIsOneLineAndExitCode2AndLeavesNothing() {
    engine.failure = new IllegalStateException("task", new UserInputException("row 3 is bad"));

    assertThat(run("train", job)).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("weir: row 3 is bad\n");
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void whatDoesNotFitBesideTheModelIsToldAndCostsNothing() throws IOException {
    engine.training =
        (working, listener) -> {
          for (String name : List.of("report.json", "report.html")) {
            Path file = Path.of(working.resolve(name).toString());
            Files.createSymbolicLink(file, Path.of("/dev/full"));
          }
          return List.of();
        };
    assertThat(run("train", job)).isZero();

    Path run = folder.resolve("runs/tiny");
    assertThat(err.toString().lines())
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .startsWith(
                        "weir: "
                            + run.resolve("report.json")
                            + " cannot be written: No space left on device (")
                    .containsPattern("[\\d,]{3,} bytes needed, [\\d,]+ free")
                    .endsWith("; the model is whole"),
            line -> assertThat(line).contains(run.resolve("report.html").toString()));
    assertThat(run.resolve("model/model.json")).exists();
    assertThat(run.resolve("job.yaml")).exists();
    assertThat(Files.list(run)).noneMatch(file -> file.toString().contains("report"));
    assertThat(out.toString()).contains("accuracy", "run folder " + run);

    engine.training = (working, listener) -> List.of();
    assertThat(run("train", job, "--overwrite")).as(err.toString()).isZero();
    assertThat(run.resolve("report.json")).exists();
  }

  @Test
  void aRunWhoseFilesAreDeletedIsWrittenAgain() throws IOException {
    EpochSummary epoch = new EpochSummary(1, 10, 0.1, 0.5, Map.of(), 2, 640);
    engine.training =
        (working, listener) -> {
          working.delete();
          return List.of(epoch, epoch);
        };
    assertThat(run("train", job)).as(err.toString()).isZero();

    Path run = folder.resolve("runs/tiny");
    assertThat(err.toString()).contains("metrics.jsonl has lost lines, or is gone");
    assertThat(Files.readAllLines(run.resolve("metrics.jsonl"))).hasSize(2);
    assertThat(run.resolve("job.yaml")).exists();
    assertThat(run.resolve("report.html")).exists();
    assertThat(run.resolve("model/model.json")).exists();
  }

  @Test
  void whatFailsOnceTheModelIsWholeDoesNotCostTheModel() {
    engine.evaluationFailure = new IllegalStateException("an executor is out of memory");
    assertThat(run("train", job)).isEqualTo(1);

    Path run = folder.resolve("runs/tiny");
    assertThat(run.resolve("model/model.json")).exists();
    assertThat(err.toString().lines())
        .containsExactly(
            "weir: the model is whole, in " + run + "; what failed came after it",
            "weir: IllegalStateException: an executor is out of memory; --verbose shows where");
  }

  @Test
  void anyOtherFaultIsOneLineAndExitCode1() {
    engine.failure = new IllegalStateException("line one\nline two");

    assertThat(run("train", job)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo("weir: IllegalStateException: line one; --verbose shows where\n");
  }

  @Test
  void memoryThatDidNotSufficeIsOneLineThatSaysWhatToSet() {
    String line =
        "weir: out of memory \\(Java heap space; the heap of the driver is [\\d,]+ MiB\\); set"
            + " --driver-memory, or on a cluster --executor-memory, higher; --verbose shows where\n";
    engine.failure =
        new IllegalStateException(
            "Lost task 0.0 in stage 3.0 (localhost executor driver): java.lang.OutOfMemoryError:"
                + " Java heap space\n\tat java.base/java.util.Arrays.copyOf(Arrays.java:3512)");
    assertThat(run("train", job)).isEqualTo(1);
    assertThat(err.toString()).matches(line);

    err.getBuffer().setLength(0);
    Throwable inner = new OutOfMemoryError("Java heap space");
    engine.failure = new ExecutionException("outer", inner);
    assertThat(run("train", job)).isEqualTo(1);
    assertThat(err.toString()).matches(line);
  }

  @Test
  void verboseShowsTheCauses() {
    engine.failure = new IllegalStateException("outer", new IOException("inner"));

    assertThat(run("train", job, "--verbose")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("weir: IllegalStateException: outer\n")
        .contains("Caused by: java.io.IOException: inner", "at weir.driver.cli");
  }

  @Test
  void aBadJobIsRefusedBeforeAnythingIsWritten() {
    assertThat(run("train", job, "train.epoch=3")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("weir: command line: unknown key train.epoch; did you mean train.epochs?\n");
    assertThat(folder.resolve("runs")).doesNotExist();
    assertThat(engine.trained).isNull();
  }

  @Test
  void aRunIsNotOverwrittenUnasked() {
    assertThat(run("train", job)).isZero();
    assertThat(run("train", job)).isEqualTo(2);
    assertThat(err.toString()).contains("holds an earlier run; add --overwrite");
    assertThat(run("train", job, "--overwrite")).isZero();
  }

  @Test
  void aRunGoesToAnyFileSystem() throws IOException {
    Path root = Files.createDirectory(folder.resolve("root ü%20"));
    for (String name : List.of("file:" + root, "file://" + root, SecondRoot.at(root))) {
      int code = run("train", job, "--overwrite", "output=" + name + "/[run] {1}");
      assertThat(code).as(err.toString()).isZero();
      assertThat(root.resolve("[run] {1}/report.html")).exists();
      assertThat(run("find-rate", job, "output=" + name + "/it")).isZero();
      assertThat(run("evaluate", name + "/[run] {1}", "--data", "x.csv")).isZero();
      assertThat(engine.rows.model().name()).isEqualTo("model");
    }
    try (Stream<Path> entries = Files.list(root)) {
      assertThat(entries.map(Path::getFileName).map(Path::toString))
          .containsExactlyInAnyOrder("[run] {1}", "it-rates");
    }
  }

  @Test
  void aJobElsewhereNamesWhatLiesBesideIt() throws IOException {
    String root = SecondRoot.at(folder);
    int code = run("train", root + "/tiny.yaml", "data={train: a.csv, test: test/*.csv, label: y}");
    assertThat(code).as(err.toString()).isZero();
    assertThat(engine.trained.data().test().paths()).containsExactly(root + "/test/*.csv");
    assertThat(engine.trained.output()).isEqualTo(root + "/runs/tiny");
    assertThat(folder.resolve("runs/tiny/model/model.json")).exists();
    assertThat(out.toString()).contains("run folder " + root + "/runs/tiny");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "output=: train JOB output=s3a://bucket/x",
        ": train s3a://bucket/x",
        ": evaluate s3a://bucket/x --data y.csv",
        ": inspect s3a://bucket/x",
        ": generate s3a://bucket/x --prompt a",
        "--output=: predict RUN --input y.csv --output s3a://bucket/x",
        "output=: find-rate JOB output=s3a://bucket/x"
      })
  void aFileSystemWhoseLibraryIsMissingIsOneLine(String say) {
    run("train", job);
    err.getBuffer().setLength(0);
    String option = say.substring(0, say.indexOf(": "));
    String command = say.substring(option.length() + 2).replace("JOB", job);
    String[] words = command.replace("RUN", folder.resolve("runs/tiny").toString()).split(" ");
    assertThat(run(words)).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "weir: "
                + option
                + "s3a://bucket/x"
                + ": no file system for s3a is on the class path; "
                + "add --packages org.apache.hadoop:hadoop-aws:")
        .hasLineCount(1);
  }

  @Test
  void anUnknownCommandAndAnUnknownOptionGetASuggestion() {
    assertThat(run("trian", job)).isEqualTo(2);
    assertThat(err.toString()).contains("trian").contains("did you mean").contains("train");
    err.getBuffer().setLength(0);
    assertThat(run("train", job, "--overwrit")).isEqualTo(2);
    assertThat(err.toString()).contains("--overwrit").contains("did you mean --overwrite");
    assertThat(err.toString().lines()).hasSize(1);
  }

  @Test
  void aMissingArgumentIsNamed() {
    assertThat(run("train")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo("weir: Missing required parameter: 'JOB'; see weir train --help\n");
  }

  @Test
  void noCommandIsExitCode2() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("weir: no command (expected: one of train, ");
  }

  @Test
  void helpAndVersionAreExitCode0() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("train", "evaluate", "predict", "doctor");
    assertThat(run("train", "--help")).isZero();
    assertThat(out.toString()).contains("KEY=VALUE");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).containsPattern("weir [0-9]");
  }

  @Test
  void evaluateFindsTheModelOfARun() {
    run("train", job);
    Path run = folder.resolve("runs/tiny");

    assertThat(run("evaluate", run.toString(), "--data", "/data/a.csv", "/data/b.csv")).isZero();
    assertThat(engine.rows.model()).isEqualTo(Location.of(run.resolve("model")));
    assertThat(engine.rows.paths()).containsExactly("/data/a.csv", "/data/b.csv");
    assertThat(out.toString()).contains("test loss");
    assertThat(run("evaluate", run.toString(), "--data", "x.csv", "--json")).isZero();
    assertThat(out.toString()).contains("\"testLoss\" : 0.082");
  }

  @Test
  void evaluateRefusesWhatIsNoModel() {
    assertThat(run("evaluate", folder.toString(), "--data", "x")).isEqualTo(2);
    assertThat(err.toString()).contains("holds no model.json (expected: a model or run folder)");
    assertThat(run("evaluate", job, "--data", "x")).isEqualTo(2);
    assertThat(err.toString()).contains(job + " is a file (expected: a model or run folder)");
    assertThat(run("evaluate", folder.resolve("none").toString(), "--data", "x")).isEqualTo(2);
    assertThat(run("evaluate", folder.toString())).isEqualTo(2);
  }

  @Test
  void predictRefusesAnOutputThatExists() {
    run("train", job);
    String run = folder.resolve("runs/tiny").toString();
    String there = folder.toString();

    assertThat(run("predict", run, "--input", "x.csv", "--output", there)).isEqualTo(2);
    assertThat(err.toString()).contains("exists (expected: a folder that does not)");
    String output = folder.resolve("new").toString();
    assertThat(run("predict", run, "--input", "x.csv", "--output", output, "--format", "parquet"))
        .isZero();
    assertThat(engine.predictions).isEqualTo(Location.of(output));
    assertThat(out.toString()).contains("42 predictions in " + output);
    assertThat(run("predict", run, "--input", "x", "--output", output, "--format", "xml"))
        .isEqualTo(2);
  }
}
