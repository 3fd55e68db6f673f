package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.config.text.JobFile;
import weir.driver.files.Location;
import weir.driver.report.EpochSummary;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;
import weir.proto.spec.EpochPlan;

class ProgressTest {
  private final StringWriter text = new StringWriter();
  private long now;
  private final TerminalLine line = new TerminalLine(new DecidingMetric(null), true);
  private final ProgressLines lines = new ProgressLines(new PrintWriter(text), line, () -> now);
  private final ProgressBarDisplay bar =
      new ProgressBarDisplay(new PrintWriter(text), line, () -> now);

  @Test
  void saysALineEveryFewSecondsAndOneAnEpoch() {
    lines.started(new TrainingPlan("digits", 16_000, 101_770, 2, EpochPlan.of(100), 0, 2, 2, 1));
    for (int step = 1; step <= 50; step++) {
      now += ProgressLines.PAUSE_NANOS / 25;
      lines.progressed(new Progress(1, step, 0.5, 640));
    }
    lines.epochEnded(new EpochSummary(1, 100, 0.1, 0.25, Map.of("accuracy", 0.9), 20, 800));
    lines.noted("add salt");
    lines.recovered(new Report.Recovery(7, "executor lost", "worker 1", 2));

    assertThat(text.toString().lines())
        .containsExactly(
            "digits: 16,000 rows, 101,770 parameters, 2 epochs of 100 steps;"
                + " 2 workers (2 virtual), 1 shard",
            "epoch 1/2  step 25/200  loss 0.5000  640 samples/s  0:35 left",
            "epoch 1/2  step 50/200  loss 0.5000  640 samples/s  0:30 left",
            "epoch 1/2  loss 0.2500  accuracy 0.9000  20.0 s  800 samples/s",
            "note: add salt",
            "recovered: executor lost (worker 1), going on from step 7");
  }

  @Test
  void preparingSaysALineOnlyWhenItTakesSeconds() {
    lines.preparing(new PrepareProgress("reading", 0, 40));
    now += ProgressLines.PAUSE_NANOS - 1;
    lines.preparing(new PrepareProgress("reading", 30, 40));
    now += 1;
    lines.preparing(new PrepareProgress("ranking", 1200, 4000));
    lines.preparing(new PrepareProgress("ranking", 1300, 4000));

    assertThat(text.toString().lines()).containsExactly("ranking: 1,200 of 4,000 tasks");
  }

  @Test
  void epochsThatGetShorterSayBothLengths() {
    EpochPlan growing = EpochPlan.of(1000).then(2, 500).then(4, 250);
    assertThat(ProgressText.plan(new TrainingPlan("digits", 1, 1, 6, growing, 0, 2, 2, 1)))
        .isEqualTo(
            "digits: 1 row, 1 parameter, 6 epochs of 1,000, in the end 250 steps;"
                + " 2 workers (2 virtual), 1 shard");
    assertThat(new TrainingPlan("digits", 1, 1, 6, growing, 0, 2, 2, 1).totalSteps())
        .isEqualTo(3500);
  }

  /** What a terminal shows in the end, when it does what it is told. */
  private List<String> screen() {
    return Stream.of(text.toString().split("\n"))
        .map(row -> row.substring(row.lastIndexOf("\r\u001b[K") + 1).replace("\u001b[K", ""))
        .toList();
  }

  private static EpochSummary epoch(int epoch, long step, Map<String, Double> validation) {
    return new EpochSummary(epoch, step, 0.1, 0.25, validation, 20, 57_600);
  }

  private static final Map<String, Double> VALIDATION =
      Map.of("accuracy", 0.9712, "f1Macro", 0.9, "loss", 0.11, "logLoss", 0.1);

  @Test
  void theBarIsOneLineAndAnEpochLeavesALineAboveIt() {
    bar.preparing(new PrepareProgress("reading", 5, 20));
    bar.started(new TrainingPlan("digits", 16_000, 101_770, 12, EpochPlan.of(100), 0, 2, 2, 1));
    now += 4 * ProgressBarDisplay.REDRAW_NANOS;
    bar.progressed(new Progress(1, 40, 0.6, 57_600));
    bar.progressed(new Progress(1, 41, 0.6, 57_600));
    bar.epochEnded(epoch(1, 100, VALIDATION));
    now += 4 * ProgressBarDisplay.REDRAW_NANOS;
    bar.progressed(new Progress(2, 600, 0.5, 57_600));

    assertThat(screen())
        .containsExactly(
            "digits: 16,000 rows, 101,770 parameters, 12 epochs of 100 steps;"
                + " 2 workers (2 virtual), 1 shard",
            "epoch 1/12  loss 0.2500  val loss 0.1100  accuracy 0.9712  20.0 s  57,600/s",
            "█".repeat(12)
                + "░".repeat(12)
                + " 2/12  loss 0.5000  accuracy 0.9712  57,600/s  0:02 left");
    assertThat(text.toString())
        .contains("\r\u001b[K" + "█".repeat(10) + "░".repeat(30) + " reading: 5 of 20 tasks")
        .contains("epoch 1/12  loss 0.6000  57,600 samples/s  0:23 left");

    bar.noted("add salt");
    bar.close();
    assertThat(text.toString()).contains("\r\u001b[Knote: add salt\n█").endsWith("\r\u001b[K");
  }

  @Test
  void whatTheJobDecidesByStandsBesideTheLoss() throws IOException {
    String early =
        line("{earlyStopping: {metric: f1Macro, patience: 2}}").epoch(epoch(1, 1, VALIDATION), 2);
    assertThat(early).contains("  val loss 0.1100  f1Macro 0.9000  ");
    assertThat(line("{stop: {metric: logLoss, target: 0.1}}").epoch(epoch(1, 1, VALIDATION), 2))
        .contains("  val loss 0.1100  logLoss 0.1000  ");
    assertThat(line("{earlyStopping: {metric: loss}}").epoch(epoch(1, 1, VALIDATION), 2))
        .isEqualTo("epoch 1/2  loss 0.2500  val loss 0.1100  20.0 s  57,600 samples/s");
    assertThat(line("{epochs: 2}").epoch(epoch(1, 1, Map.of("loss", 7.0, "rmse", 3.0)), 2))
        .contains("  val loss 7.0000  rmse 3.0000  ");
  }

  @TempDir Path folder;

  private TerminalLine line(String train) throws IOException {
    String job =
        """
        data: {train: rows.csv, label: y, validationFraction: 0.1}
        model: {layers: [dense: 10]}
        loss: crossEntropy
        train: %s
        output: runs
        """;
    Path file = Files.writeString(folder.resolve("job.yaml"), job.formatted(train));
    return new TerminalLine(DecidingMetric.of(JobFile.read(Location.of(file), List.of())), false);
  }

  @Property(tries = 500)
  void noFigureMakesALineLongerThanATerminalOrTheBarShorter(
      @ForAll double loss,
      @ForAll @DoubleRange(min = 0, max = 1e12) double speed,
      @ForAll @IntRange(min = 1, max = 99_999) int epochs,
      @ForAll @DoubleRange(min = 0, max = 1e9) double left,
      @ForAll("metrics") String metric) {
    Map<String, Double> validation = new TreeMap<>(Map.of("loss", loss));
    validation.put(metric, loss);
    TerminalLine line = new TerminalLine(new DecidingMetric(metric), true);
    String running =
        line.running(0.5, epochs, new Progress(epochs, 1, loss, speed), validation, left);
    assertThat(running)
        .hasSizeLessThanOrEqualTo(80)
        .matches("[█░]{20,40} [^█░]+")
        .contains(" left");
    assertThat(line.epoch(new EpochSummary(epochs, 1, 1, loss, validation, left, speed), epochs))
        .hasSizeLessThanOrEqualTo(80)
        .contains("val loss");
  }

  @Provide
  Arbitrary<String> metrics() {
    return Arbitraries.of("loss", "r2", "accuracy", "precisionWeighted", "explainedVariance");
  }

  @Test
  void clocksHaveHoursWhenNeeded() {
    assertThat(ProgressText.clock(3725)).isEqualTo("1:02:05");
    assertThat(ProgressText.clock(59.6)).isEqualTo("1:00");
    assertThat(ProgressText.clock(-1)).isEqualTo("0:00");
  }
}
