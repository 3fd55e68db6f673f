package weir.driver.api;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import weir.driver.config.DataSpec;
import weir.driver.config.JobSpec;
import weir.driver.config.ModelSpec;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.RateRange;
import weir.driver.data.Frames;
import weir.driver.job.TrainingJob;
import weir.driver.report.RateCurve;
import weir.driver.report.TrainingListener;
import weir.worker.loss.LossSpec;

/**
 * A network with its loss and its optimizer, ready to be trained; made by {@link
 * Sequential#compile}. Immutable; several trainings may run side by side, one thread each.
 */
public final class Model {
  private final ModelSpec network;
  private final LossSpec loss;
  private final OptimizerSettings optimizer;

  Model(ModelSpec network, LossSpec loss, OptimizerSettings optimizer) {
    this.network = network;
    this.loss = loss;
    this.optimizer = optimizer;
  }

  /**
   * The job that {@link #fit} runs; {@code JobFile.write} gives its YAML.
   *
   * @throws weir.driver.UserInputException naming the key of a job file, its value and what was
   *     expected
   */
  public JobSpec job(Data data, Fit settings) {
    return job(data.spec(), settings);
  }

  /** The same for the rows of a DataFrame: it says what their columns mean, not what they are. */
  public JobSpec job(Columns columns, Fit settings) {
    return job(columns.spec(), settings);
  }

  private JobSpec job(DataSpec data, Fit settings) {
    FitDraft draft = settings.draft();
    return new JobSpec(
        draft.name, data, network, loss, optimizer, draft.train(), draft.cluster(), draft.folder());
  }

  /**
   * Trains while the learning rate rises from step to step, until the loss explodes; what {@code
   * weir find-rate} does.
   *
   * @return loss against rate, and the rate that it suggests
   * @throws weir.driver.UserInputException when the caller's input is to blame, in one line
   */
  public RateCurve findLearningRate(SparkSession spark, Data data, Fit settings, RateRange range)
      throws InterruptedException {
    return new TrainingJob(spark, TrainingListener.of(settings.listeners()))
        .findRate(job(data, settings), range);
  }

  /** The same on the rows of a DataFrame. */
  public RateCurve findLearningRate(
      Dataset<Row> rows, Columns columns, Fit settings, RateRange range)
      throws InterruptedException {
    return new TrainingJob(rows.sparkSession(), TrainingListener.of(settings.listeners()))
        .findRate(job(columns, settings), columns.frames(rows), range);
  }

  /**
   * Trains on the cluster of {@code spark} until the training ends, and evaluates on the test rows.
   *
   * @throws weir.driver.UserInputException when the caller's input is to blame, in one line
   * @throws weir.driver.job.TrainingFailedException when the training could not go on
   */
  public Fitted fit(SparkSession spark, Data data, Fit settings) throws InterruptedException {
    return fit(spark, job(data, settings), Frames.NONE, settings);
  }

  /**
   * Trains on the rows of a DataFrame. The same rows end in the same bits, in whatever order and
   * partitions they come.
   *
   * @throws weir.driver.UserInputException when the caller's input is to blame, in one line
   * @throws weir.driver.job.TrainingFailedException when the training could not go on
   */
  public Fitted fit(Dataset<Row> rows, Columns columns, Fit settings) throws InterruptedException {
    return fit(rows.sparkSession(), job(columns, settings), columns.frames(rows), settings);
  }

  private static Fitted fit(SparkSession spark, JobSpec job, Frames frames, Fit settings)
      throws InterruptedException {
    TrainingJob.Outcome outcome =
        new TrainingJob(spark, TrainingListener.of(settings.listeners())).run(job, frames);
    return new Fitted(new ReadyModel(outcome.model()), outcome.report(), outcome.epochs());
  }
}
