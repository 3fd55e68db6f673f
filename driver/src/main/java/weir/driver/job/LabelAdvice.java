package weir.driver.job;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import weir.driver.config.JobSpec;
import weir.driver.data.Insights;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.report.EpochSummary;
import weir.driver.report.TrainingListener;

/**
 * Says when a loss is so large that the units of the label, or of a feature, must be: weights start
 * for values around 1, and learn for long, or not at all, what they could be told. One call at a
 * time.
 */
final class LabelAdvice implements TrainingListener {
  /** Mean losses beyond are not those of numbers around 1. */
  static final double LARGE = 100;

  /** Numbers whose squares are as large. */
  private static final double LARGE_NUMBER = Math.sqrt(LARGE);

  private final Advice advice;

  /** Labels in large units of their own. */
  private final List<String> labels;

  /** Features in large units of their own. */
  private final List<String> features;

  LabelAdvice(JobSpec job, List<FittedTarget> targets, Insights insights, Advice advice) {
    this.advice = advice;
    this.labels =
        targets.stream()
            .filter(target -> !job.classification() && target.shift() == 0 && target.divisor() == 1)
            .map(FittedTarget::name)
            .distinct()
            // Windows look at labels of several rows: NAME+1, NAME+2.
            .filter(name -> large(insights.labels(), name) || large(insights.labels(), base(name)))
            .toList();
    this.features =
        insights.features().keySet().stream()
            .filter(name -> large(insights.features(), name))
            .sorted()
            .toList();
  }

  private static boolean large(Map<String, Double> magnitudes, String name) {
    return magnitudes.getOrDefault(name, 0.0) >= LARGE_NUMBER;
  }

  private static String base(String name) {
    int ahead = name.lastIndexOf('+');
    return ahead < 0 ? name : name.substring(0, ahead);
  }

  /** What is in large units, as a subject; null when nothing is. */
  private String blamed() {
    if (!labels.isEmpty()) {
      return "label " + String.join(", ", labels);
    }
    return features.isEmpty()
        ? null
        : (features.size() == 1 ? "feature " : "features ") + String.join(", ", features);
  }

  private String step() {
    List<String> names = labels.isEmpty() ? features : labels;
    return "add {standardize: [" + String.join(", ", names) + "]} to data.prepare";
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    if (summary.epoch() == 1 && summary.trainLoss() >= LARGE && blamed() != null) {
      advice.give(
          String.format(
              Locale.ROOT,
              "the training loss of the first epoch is %,.0f, as %s %s in large units; %s%s",
              summary.trainLoss(),
              blamed(),
              labels.isEmpty() && features.size() > 1 ? "are" : "is",
              step(),
              labels.isEmpty() ? "" : " (predictions and metrics stay in its own units)"));
    }
  }

  /**
   * What to add to a failure by a loss that is no number any more.
   *
   * @param epochs that had ended
   */
  String onDivergence(List<EpochSummary> epochs) {
    boolean small = !epochs.isEmpty() && epochs.get(0).trainLoss() < LARGE;
    if (blamed() == null || small) {
      return "";
    }
    String verb = labels.isEmpty() && features.size() > 1 ? "are" : "is";
    return "; where " + blamed() + " " + verb + " in large units, " + step();
  }
}
