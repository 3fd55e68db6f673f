package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import weir.driver.report.EpochSummary;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.Report;
import weir.driver.report.TrainingPlan;
import weir.proto.spec.EpochPlan;

class ProgressTest {
  private final StringWriter text = new StringWriter();
  private long now;
  private final TerminalLine line = new TerminalLine(true);
  private final ProgressLines lines = new ProgressLines(new PrintWriter(text), line, () -> now);

  @Test
  void saysALineEveryFewSecondsAndOneAnEpoch() {
    lines.started(plan(2, null));
    for (int step = 1; step <= 50; step++) {
      now += ProgressLines.PAUSE_NANOS / 25;
      lines.progressed(new Progress(1, step, 0.5, 640));
    }
    lines.epochEnded(new EpochSummary(1, 100, 0.1, 0.25, Map.of("accuracy", 0.9), 20, 800));
    lines.noted("add salt");
    lines.recovered(new Report.Recovery(7, "executor lost", "worker 1", 2));

    assertThat(text.toString().lines())
        .containsExactly(
            "digits: 16,000 rows + 2,000 for validation + 4,000 for test, 101,770 parameters, 2 epochs of 100 steps;"
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
    assertThat(
            ProgressText.plan(
                new TrainingPlan("digits", 1, 0, 0, 1, 6, growing, 0, 2, 2, 1, "accuracy")))
        .isEqualTo(
            "digits: 1 row, 1 parameter, 6 epochs of 1,000, in the end 250 steps;"
                + " 2 workers (2 virtual), 1 shard");
    assertThat(
            new TrainingPlan("digits", 1, 0, 0, 1, 6, growing, 0, 2, 2, 1, "accuracy").totalSteps())
        .isEqualTo(3500);
  }

  private static EpochSummary epoch(int epoch, long step, Map<String, Double> validation) {
    return new EpochSummary(epoch, step, 0.1, 0.25, validation, 20, 57_600);
  }

  private static final Map<String, Double> VALIDATION =
      Map.of("accuracy", 0.9712, "f1Macro", 0.9, "loss", 0.11, "logLoss", 0.1);

  private static TrainingPlan plan(int epochs, String metric) {
    return new TrainingPlan(
        "digits", 16_000, 2_000, 4_000, 101_770, epochs, EpochPlan.of(100), 0, 2, 2, 1, metric);
  }

  private String running(double loss, Map<String, Double> validation) {
    return line.running(0.5, plan(12, null), new Progress(2, 600, loss, 57_600), validation, 123);
  }

  @Test
  void theBarStandsBesideWhatTheTrainingIsAt() {
    assertThat(running(0.5, VALIDATION))
        .isEqualTo(
            "█".repeat(11)
                + "░".repeat(12)
                + " 2/12  loss 0.5000  accuracy 0.9712  57,600/s  2:03 left");
    assertThat(running(0.5, Map.of()))
        .endsWith("░ epoch 2/12  loss 0.5000  57,600 samples/s  2:03 left");
    assertThat(running(Double.NaN, Map.of())).doesNotContain("loss");
    assertThat(line.preparing(new PrepareProgress("reading", 5, 20)))
        .isEqualTo("█".repeat(10) + "░".repeat(30) + " reading: 5 of 20 tasks");
  }

  @Test
  void whatTheJobDecidesByStandsBesideTheLoss() {
    assertThat(line.epoch(epoch(1, 1, VALIDATION), plan(2, "f1Macro")))
        .contains("  val loss 0.1100  f1Macro 0.9000  ");
    assertThat(line.epoch(epoch(1, 1, VALIDATION), plan(2, "loss")))
        .isEqualTo("epoch 1/2  loss 0.2500  val loss 0.1100  20.0 s  57,600 samples/s");
    assertThat(line.epoch(epoch(1, 1, Map.of("loss", 7.0, "rmse", 3.0)), plan(2, null)))
        .contains("  val loss 7.0000  rmse 3.0000  ");
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
    TerminalLine line = new TerminalLine(true);
    String running =
        line.running(
            0.5, plan(epochs, metric), new Progress(epochs, 1, loss, speed), validation, left);
    assertThat(running)
        .hasSizeLessThanOrEqualTo(79)
        .matches("[█░]{20,40} [^█░]+")
        .contains(" left");
    assertThat(
            line.epoch(
                new EpochSummary(epochs, 1, 1, loss, validation, left, speed),
                plan(epochs, metric)))
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
