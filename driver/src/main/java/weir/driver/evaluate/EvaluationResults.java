package weir.driver.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import weir.driver.model.TrainedModel;
import weir.driver.report.Measure;
import weir.driver.report.Report.ClassResult;
import weir.driver.report.Report.ConfusedPair;
import weir.driver.report.Report.Results;
import weir.worker.metric.Evaluation;

/** An evaluation in the words of a report. */
public final class EvaluationResults {
  private EvaluationResults() {}

  /** What there is to say without rows to evaluate on. */
  public static Results none(Measure trainLoss, TrainedModel model) {
    return new Results(
        trainLoss,
        Measure.none("no test rows"),
        Map.of(),
        model.positive(),
        List.of(),
        List.of(),
        List.of());
  }

  /** With values that are not finite as reasons. */
  public static Results of(Measure trainLoss, Evaluation evaluation, TrainedModel model) {
    List<String> labels = model.labels();
    Map<String, Measure> metrics = new LinkedHashMap<>();
    evaluation
        .metrics()
        .forEach(
            (name, value) ->
                metrics.put(
                    name,
                    Measure.of(
                        value, evaluation.reasons().getOrDefault(name, "the value is " + value))));
    List<ClassResult> classes =
        evaluation.classes().stream()
            .map(
                scores ->
                    new ClassResult(
                        label(labels, scores.index()),
                        Measure.of(scores.precision()),
                        Measure.of(scores.recall()),
                        Measure.of(scores.f1()),
                        scores.support()))
            .toList();
    List<ConfusedPair> confused =
        evaluation.confused().stream()
            .map(
                pair ->
                    new ConfusedPair(
                        label(labels, pair.truth()), label(labels, pair.predicted()), pair.rows()))
            .toList();
    return new Results(
        trainLoss,
        Measure.of(
            evaluation.loss(),
            evaluation.reasons().getOrDefault("loss", "the value is " + evaluation.loss())),
        metrics,
        model.positive(),
        classes,
        evaluation.confusion(),
        confused);
  }

  private static String label(List<String> labels, int index) {
    return index < labels.size() ? labels.get(index) : String.valueOf(index);
  }
}
