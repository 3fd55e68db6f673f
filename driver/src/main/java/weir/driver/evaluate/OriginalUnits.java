package weir.driver.evaluate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import weir.driver.data.PreparedData;
import weir.driver.data.prepare.FittedTarget;
import weir.worker.metric.Evaluation;
import weir.worker.metric.Evaluation.ColumnScores;

/**
 * Errors of standardized labels back in the labels' own units (R² has none), and those of each of
 * several labels under its name.
 */
public final class OriginalUnits {
  private static final String LOG_LOSS = "logLoss";
  private static final String PERPLEXITY = "perplexity";

  private OriginalUnits() {}

  /**
   * The same evaluation with {@code mse}, {@code rmse} and {@code mae} in the units of the labels;
   * where several are predicted also {@code LABEL.rmse}, {@code LABEL.mae} and {@code LABEL.r2};
   * for a time series also {@code naiveMae}, that of foretelling the last label; for a language
   * model also {@code perplexity}, e to the log loss of a token.
   */
  public static Evaluation of(Evaluation evaluation, PreparedData data) {
    Evaluation own = of(evaluation, data.outputs());
    if (own.columns().isEmpty() || !Double.isFinite(data.naiveError())) {
      return own;
    }
    Map<String, Double> metrics = new LinkedHashMap<>(own.metrics());
    metrics.put("naiveMae", data.naiveError());
    return own.with(metrics, own.reasons(), own.columns());
  }

  /** The same without that of foretelling: for the rows that a training is judged by. */
  public static Evaluation of(Evaluation evaluation, List<FittedTarget> targets) {
    if (targets.get(0).isNext()) {
      return withPerplexity(evaluation);
    }
    if (evaluation.columns().isEmpty()) {
      return evaluation;
    }
    List<ColumnScores> columns = new ArrayList<>();
    for (int column = 0; column < evaluation.columns().size(); column++) {
      columns.add(scaled(evaluation.columns().get(column), targets.get(column).divisor()));
    }
    Map<String, Double> metrics = new LinkedHashMap<>(evaluation.metrics());
    Map<String, String> reasons = new LinkedHashMap<>(evaluation.reasons());
    double mse = mean(columns, ColumnScores::mse);
    metrics.put("mse", mse);
    metrics.put("rmse", Math.sqrt(mse));
    metrics.put("mae", mean(columns, ColumnScores::mae));
    for (int column = 0; columns.size() > 1 && column < columns.size(); column++) {
      String name = targets.get(column).name();
      metrics.put(name + ".rmse", Math.sqrt(columns.get(column).mse()));
      metrics.put(name + ".mae", columns.get(column).mae());
      metrics.put(name + ".r2", columns.get(column).r2());
      if (Double.isNaN(columns.get(column).r2())) {
        reasons.put(name + ".r2", reasons.get("r2"));
      }
    }
    return evaluation.with(metrics, reasons, columns);
  }

  /** Among how many tokens, equally likely, it is as hard to choose. */
  private static Evaluation withPerplexity(Evaluation evaluation) {
    Map<String, Double> metrics = new LinkedHashMap<>(evaluation.metrics());
    Map<String, String> reasons = new LinkedHashMap<>(evaluation.reasons());
    metrics.put(PERPLEXITY, StrictMath.exp(metrics.get(LOG_LOSS)));
    if (reasons.containsKey(LOG_LOSS)) {
      reasons.put(PERPLEXITY, reasons.get(LOG_LOSS));
    }
    return evaluation.with(metrics, reasons, evaluation.columns());
  }

  private static ColumnScores scaled(ColumnScores scores, double divisor) {
    return new ColumnScores(scores.mse() * divisor * divisor, scores.mae() * divisor, scores.r2());
  }

  private static double mean(List<ColumnScores> columns, ToDoubleFunction<ColumnScores> metric) {
    return columns.stream().mapToDouble(metric).average().orElseThrow();
  }
}
