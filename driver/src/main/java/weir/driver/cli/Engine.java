package weir.driver.cli;

import java.util.List;
import weir.driver.config.DataFormat;
import weir.driver.config.JobSpec;
import weir.driver.config.RateRange;
import weir.driver.evaluate.Predictor;
import weir.driver.files.Location;
import weir.driver.report.EpochSummary;
import weir.driver.report.Examples;
import weir.driver.report.RateCurve;
import weir.driver.report.Report;
import weir.driver.report.TrainingListener;

/** What the commands run; the real one is Spark, tests bring their own. */
interface Engine {

  /** A finished training, with one entry an epoch. */
  record Trained(Report report, List<EpochSummary> epochs, Examples examples) {}

  /**
   * Trains, and writes the model into {@code folder} as soon as it is there, before it is
   * evaluated.
   *
   * @throws weir.driver.UserInputException when the user's input is to blame
   */
  Trained train(JobSpec job, Location folder, TrainingListener listener) throws Exception;

  /**
   * Trains while the learning rate rises; keeps nothing of it but the losses.
   *
   * @throws weir.driver.UserInputException when the user's input is to blame
   */
  RateCurve findRate(JobSpec job, RateRange range) throws Exception;

  /**
   * Rows for a model that is there already.
   *
   * @param model a model folder
   * @param paths files or globs, absolute
   * @param format null: as the paths' names tell, or as in training
   */
  record Rows(Location model, List<String> paths, DataFormat format) {
    public Rows {
      paths = List.copyOf(paths);
    }
  }

  /** Loss and metrics of the model on rows with labels. */
  Report.Results evaluate(Rows rows) throws Exception;

  /** Writes a row of prediction and probabilities for each row. */
  Predictor.Written predict(Rows rows, Location output, PredictionFormat format) throws Exception;

  /** How predictions are written. */
  enum PredictionFormat {
    CSV,
    PARQUET
  }
}
