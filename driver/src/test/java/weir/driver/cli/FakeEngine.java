package weir.driver.cli;

import java.util.ArrayList;
import java.util.List;
import weir.driver.config.JobSpec;
import weir.driver.config.RateRange;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;
import weir.driver.report.EpochSummary;
import weir.driver.report.Examples;
import weir.driver.report.RateCurve;
import weir.driver.report.Report;
import weir.driver.report.SampleReport;
import weir.driver.report.TrainingListener;

/** Writes a file instead of training; throws what it was told to. */
final class FakeEngine implements Engine {
  /** What happens while it trains. */
  interface Training {
    List<EpochSummary> run(Location folder, TrainingListener listener) throws Exception;
  }

  Exception failure;
  Exception evaluationFailure;
  Training training = (folder, listener) -> List.of();
  JobSpec trained;
  Rows rows;
  Location predictions;

  @Override
  public Trained train(JobSpec job, Location folder, TrainingListener listener) throws Exception {
    trained = job;
    fail();
    List<EpochSummary> epochs = training.run(folder, listener);
    folder.resolve("model").createFolders();
    folder.resolve("model/model.json").writeText("{}");
    if (evaluationFailure != null) {
      throw evaluationFailure;
    }
    return new Trained(SampleReport.full(), epochs, new Examples(null, null));
  }

  @Override
  public RateCurve findRate(JobSpec job, RateRange range) throws Exception {
    trained = job;
    fail();
    List<RateCurve.Point> points = new ArrayList<>();
    for (int step = 0; step < range.steps(); step++) {
      double share = (double) step / (range.steps() - 1);
      double rate = range.from() * Math.pow(range.to() / range.from(), share);
      points.add(new RateCurve.Point(rate, 1 + Math.abs(rate - 0.1), 1.2));
    }
    return new RateCurve(points);
  }

  @Override
  public Report.Results evaluate(Rows given) throws Exception {
    rows = given;
    fail();
    return SampleReport.full().results();
  }

  @Override
  public Predictor.Written predict(Rows given, Location output, PredictionFormat format)
      throws Exception {
    rows = given;
    predictions = output;
    fail();
    return new Predictor.Written(42, List.of());
  }

  private void fail() throws Exception {
    if (failure != null) {
      throw failure;
    }
  }
}
