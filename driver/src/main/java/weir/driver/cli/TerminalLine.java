package weir.driver.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import weir.driver.report.EpochSummary;
import weir.driver.report.PrepareProgress;
import weir.driver.report.Progress;
import weir.driver.report.TrainingPlan;

/**
 * Lines that fit a terminal of 80 columns whatever the figures: words get shorter first, then the
 * metric's name. Stateless.
 */
final class TerminalLine {
  /** Of the narrowest terminal that is in use. */
  static final int COLUMNS = 80;

  /** A bar is never shorter. */
  static final int LEAST_BAR = 20;

  private static final int MOST_BAR = 40;

  /** Some terminals begin a new line once the last column is full. */
  private static final int DRAWN = COLUMNS - 1;

  private static final int WORDS_BESIDE_BAR = DRAWN - LEAST_BAR - 1;
  private static final String BETWEEN = "  ";
  private static final String EPOCH = "epoch ";
  private static final String SPEED = " samples/s";
  private static final String SHORT_SPEED = "/s";
  private static final String LOSS = "loss";
  private static final int HOUR_SECONDS = 3600;
  private static final int MOST_HOURS = 100;

  /** What such tasks are usually told by, where nothing is decided. */
  private static final List<String> USUAL = List.of("accuracy", "rmse");

  private final char full;
  private final char empty;

  /**
   * @param blocks true where the terminal can show them; else the bar is of signs
   */
  TerminalLine(boolean blocks) {
    this.full = blocks ? '█' : '#';
    this.empty = blocks ? '░' : '.';
  }

  /**
   * Bar, epoch, loss, the deciding validation metric, speed, time left.
   *
   * @param share done of the whole training, 0 to 1
   * @param validation of the last epoch that ended; empty before, and without any
   * @param secondsLeft NaN when nobody knows yet
   */
  String running(
      double share,
      TrainingPlan plan,
      Progress progress,
      Map<String, Double> validation,
      double secondsLeft) {
    String epoch = progress.epoch() + "/" + plan.epochs();
    boolean begun = !Double.isNaN(progress.meanLoss());
    String loss = begun ? "loss " + figure(progress.meanLoss()) : "";
    String speed = begun ? speed(progress.samplesPerSecond()) : "";
    String left = Double.isNaN(secondsLeft) ? "" : left(secondsLeft);
    Named metric = metric(plan, validation, "val loss");
    String words =
        fit(
            WORDS_BESIDE_BAR,
            new Words(List.of(EPOCH + epoch, loss), metric, List.of(speed + SPEED, left)),
            new Words(List.of(EPOCH + epoch, loss), metric, List.of(speed + SHORT_SPEED, left)),
            new Words(List.of(epoch, loss), metric, List.of(speed + SHORT_SPEED, left)),
            new Words(List.of(epoch, loss), metric, List.of(left)));
    return bar(share, words);
  }

  /** A bar over the tasks of a phase. */
  String preparing(PrepareProgress progress) {
    double share = progress.tasks() == 0 ? 0 : (double) progress.done() / progress.tasks();
    return bar(share, cut(ProgressText.preparing(progress), WORDS_BESIDE_BAR));
  }

  /** What stays of an epoch: its losses, the deciding metric, time and speed. */
  String epoch(EpochSummary summary, TrainingPlan plan) {
    Map<String, Double> validation = summary.validation();
    List<String> before = new ArrayList<>();
    before.add(EPOCH + summary.epoch() + "/" + plan.epochs());
    before.add("loss " + figure(summary.trainLoss()));
    if (validation.containsKey(LOSS)) {
      before.add("val loss " + figure(validation.get(LOSS)));
    }
    boolean more = !deciding(plan, validation).equals(LOSS);
    Named metric = more ? metric(plan, validation, "") : Named.NONE;
    String seconds = ProgressText.format("%.1f s", summary.seconds());
    String speed = speed(summary.samplesPerSecond());
    return fit(
        COLUMNS,
        new Words(before, metric, List.of(seconds, speed + SPEED)),
        new Words(before, metric, List.of(seconds, speed + SHORT_SPEED)),
        new Words(before, metric, List.of(seconds)));
  }

  /** A metric; without a figure it is none. */
  private record Named(String name, String figure) {
    static final Named NONE = new Named("", "");

    boolean none() {
      return figure.isEmpty();
    }
  }

  /** The one validation metric that is worth a place beside the loss. */
  private static String deciding(TrainingPlan plan, Map<String, Double> validation) {
    return plan.metric() == null
        ? USUAL.stream().filter(validation::containsKey).findFirst().orElse(LOSS)
        : plan.metric();
  }

  private static Named metric(
      TrainingPlan plan, Map<String, Double> validation, String nameOfLoss) {
    String name = deciding(plan, validation);
    return validation.containsKey(name)
        ? new Named(name.equals(LOSS) ? nameOfLoss : name, figure(validation.get(name)))
        : Named.NONE;
  }

  /** The parts of a line; empty ones are left out. */
  private record Words(List<String> before, Named metric, List<String> after) {
    String within(int width) {
      int excess = text(metric.name()).length() - width;
      return excess <= 0 || metric.none()
          ? text(metric.name())
          : text(cut(metric.name(), Math.max(1, metric.name().length() - excess)));
    }

    private String text(String name) {
      List<String> all = new ArrayList<>(before);
      all.add(metric.none() ? "" : name + " " + metric.figure());
      all.addAll(after);
      all.removeIf(String::isEmpty);
      return String.join(BETWEEN, all);
    }
  }

  /** The first that fits, else the last with its metric's name cut. */
  private static String fit(int width, Words... longestFirst) {
    for (Words words : longestFirst) {
      if (words.text(words.metric().name()).length() <= width) {
        return words.text(words.metric().name());
      }
    }
    return cut(longestFirst[longestFirst.length - 1].within(width), width);
  }

  private String bar(double share, String words) {
    int length = Math.min(MOST_BAR, DRAWN - 1 - words.length());
    int done = (int) (Math.min(1, Math.max(0, share)) * length);
    String bar = String.valueOf(full).repeat(done) + String.valueOf(empty).repeat(length - done);
    return bar + " " + words;
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }

  /** At most eight characters, sign included. */
  static String figure(double value) {
    double size = Math.abs(value);
    if (!(size >= 10) || Double.isInfinite(size)) {
      return ProgressText.format("%.4f", value);
    }
    if (size >= 1e6) {
      return ProgressText.format("%.1e", value).replace("e+", "e");
    }
    int decimals = Math.max(0, 4 - (int) Math.log10(size));
    return ProgressText.format("%." + decimals + "f", value);
  }

  private static String speed(double perSecond) {
    if (perSecond >= 1e6) {
      return ProgressText.format("%.1fM", perSecond / 1e6);
    }
    return ProgressText.format(perSecond < 10 ? "%.1f" : "%,.0f", perSecond);
  }

  private static String left(double seconds) {
    long hours = Math.round(seconds) / HOUR_SECONDS;
    return hours < MOST_HOURS
        ? ProgressText.clock(seconds) + " left"
        : ProgressText.format("%,d d left", hours / 24);
  }
}
