package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
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
  private final ProgressLines lines = new ProgressLines(new PrintWriter(text), () -> now);

  @Test
  void saysALineEveryFewSecondsAndOneAnEpoch() {
    lines.started(
        new TrainingPlan(
            "digits", 16_000, 2_000, 4_000, 101_770, 2, EpochPlan.of(100), 0, 2, 2, 1, "accuracy"));
    for (int step = 1; step <= 50; step++) {
      now += ProgressLines.PAUSE_NANOS / 25;
      lines.progressed(new Progress(1, step, 0.5, 640));
    }
    lines.epochEnded(
        new EpochSummary(
            1, 100, 0.1, 0.25, Map.of("loss", 0.3, "accuracy", 0.9, "f1Macro", 0.8), 20, 800));
    lines.noted("add salt");
    lines.recovered(new Report.Recovery(7, "executor lost", "worker 1", 2));

    assertThat(text.toString().lines())
        .containsExactly(
            "digits: 16,000 rows + 2,000 for validation + 4,000 for test, 101,770 parameters, 2 epochs of 100 steps;"
                + " 2 workers (2 virtual), 1 shard",
            "epoch 1/2  step 25/200  loss 0.5000  640 samples/s  0:35 left",
            "epoch 1/2  step 50/200  loss 0.5000  640 samples/s  0:30 left",
            "epoch 1/2  loss 0.2500  val loss 0.3000  accuracy 0.9000  20.0 s  800/s",
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

  @Test
  void clocksHaveHoursWhenNeeded() {
    assertThat(ProgressText.clock(3725)).isEqualTo("1:02:05");
    assertThat(ProgressText.clock(59.6)).isEqualTo("1:00");
    assertThat(ProgressText.clock(-1)).isEqualTo("0:00");
  }

  @Test
  void theLineFitsEightyColumnsAndItsBarNeverShrinksBelowTwentyCharacters() {
    String text = "117/120  loss 0.0412  accuracy 0.9903  135,527/s  1:02:03 left";
    String line = TrainingLine.line("a-job-with-a-long-name", 0.5, text, 80);
    assertThat(line).hasSize(79).startsWith("a-job-with-a-long-n ██████████          ");
    String shorter = TrainingLine.line("digits", 0.25, "12/60  loss 0.0412  35,527/s", 200);
    assertThat(shorter).hasSize(79).endsWith("12/60  loss 0.0412  35,527/s");
    assertThat(shorter.chars().filter(c -> c == '█').count()).isEqualTo(10);
    assertThat(TrainingLine.line("digits", 1, "", 40)).doesNotContain("▏").hasSize(39);
  }
}
