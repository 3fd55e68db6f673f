package weir.driver.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import weir.driver.config.JobSpec;
import weir.driver.report.Examples;
import weir.driver.report.Report;
import weir.driver.report.SampleReport;
import weir.driver.report.TrainingListener;

/** Writes a file instead of training; throws what it was told to. */
final class FakeEngine implements Engine {
  Exception failure;
  JobSpec trained;
  Rows rows;
  Path predictions;

  @Override
  public Trained train(JobSpec job, Path folder, TrainingListener listener) throws Exception {
    trained = job;
    Files.createDirectories(folder.resolve("model"));
    Files.writeString(folder.resolve("model/model.json"), "{}");
    fail();
    return new Trained(SampleReport.full(), new Examples(null));
  }

  @Override
  public Report.Results evaluate(Rows given) throws Exception {
    rows = given;
    fail();
    return SampleReport.full().results();
  }

  @Override
  public long predict(Rows given, Path output, PredictionFormat format) throws Exception {
    rows = given;
    predictions = output;
    fail();
    return 42;
  }

  private void fail() throws Exception {
    if (failure != null) {
      throw failure;
    }
  }
}
