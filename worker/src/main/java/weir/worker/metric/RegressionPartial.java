package weir.worker.metric;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Predicted values: the plain mean over columns of each metric; rmse is the root of that mse. */
final class RegressionPartial implements OutputPartial {
  private final RegressionMoments[] columns;

  RegressionPartial(int width) {
    columns = new RegressionMoments[width];
    Arrays.setAll(columns, column -> new RegressionMoments());
  }

  @Override
  public void add(float[] outputs, float[] targets, int rows) {
    for (int i = 0; i < rows * columns.length; i++) {
      columns[i % columns.length].add(targets[i], outputs[i]);
    }
  }

  @Override
  public void merge(OutputPartial other) {
    RegressionPartial more = (RegressionPartial) other;
    for (int column = 0; column < columns.length; column++) {
      columns[column].merge(more.columns[column]);
    }
  }

  @Override
  public void write(PartialWriter writer) {
    for (RegressionMoments column : columns) {
      column.write(writer);
    }
  }

  static RegressionPartial read(PartialReader reader, int width) {
    RegressionPartial partial = new RegressionPartial(width);
    Arrays.setAll(partial.columns, column -> RegressionMoments.read(reader));
    return partial;
  }

  @Override
  public Optional<ScoreCounts> scores() {
    return Optional.empty();
  }

  @Override
  public void report(Evaluation.Builder evaluation, Threshold threshold) {
    double mse = mean(RegressionMoments::meanSquaredError);
    evaluation.value("mse", mse);
    evaluation.value("rmse", Math.sqrt(mse));
    evaluation.value("mae", mean(RegressionMoments::meanAbsoluteError));
    boolean constant = Arrays.stream(columns).anyMatch(RegressionMoments::isConstant);
    String whyNot = constant ? Evaluation.CONSTANT : Evaluation.NOT_A_NUMBER;
    evaluation.value("r2", mean(RegressionMoments::rSquared), whyNot);
    evaluation.value("explainedVariance", mean(RegressionMoments::explainedVariance), whyNot);
    for (RegressionMoments column : columns) {
      evaluation.column(
          new Evaluation.ColumnScores(
              column.meanSquaredError(), column.meanAbsoluteError(), column.rSquared()));
    }
  }

  private double mean(ToDoubleFunction<RegressionMoments> metric) {
    return Arrays.stream(columns).mapToDouble(metric).average().orElseThrow();
  }
}
