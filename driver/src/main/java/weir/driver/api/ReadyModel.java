package weir.driver.api;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.config.DataFormat;
import weir.driver.config.SamplingSpec;
import weir.driver.evaluate.ModelEvaluator;
import weir.driver.evaluate.Predictor;
import weir.driver.evaluate.TextGenerator;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;
import weir.driver.model.TrainedModel;
import weir.driver.report.Report;

/** A trained model, ready for new rows. Immutable; any thread. */
public final class ReadyModel {
  private static final Logger LOG = LoggerFactory.getLogger(ReadyModel.class);

  private final TrainedModel trained;

  ReadyModel(TrainedModel trained) {
    this.trained = trained;
  }

  /** Of a model at hand. */
  public static ReadyModel of(TrainedModel trained) {
    return new ReadyModel(trained);
  }

  /**
   * Reads the model in {@code folder} of this machine, the folder {@code model} of a run or one
   * that {@link #save} wrote.
   *
   * @throws weir.driver.UserInputException when it is not a whole model
   */
  public static ReadyModel load(Path folder) {
    return new ReadyModel(ModelFile.read(Location.of(folder)));
  }

  /**
   * The same from any file system that Spark knows: {@code hdfs://host/models/one}; names without a
   * scheme are of this machine.
   */
  public static ReadyModel load(String folder) {
    return new ReadyModel(ModelFile.read(Location.of(folder)));
  }

  /**
   * Writes the model as {@code folder} of this machine, whole or not at all; a model that is there
   * is replaced.
   *
   * @throws weir.driver.UserInputException when the folder holds anything else
   */
  public void save(Path folder) throws IOException {
    ModelFile.write(trained, Location.of(folder));
  }

  /** The same to any file system that Spark knows, as {@link #load(String)} names it. */
  public void save(String folder) throws IOException {
    ModelFile.write(trained, Location.of(folder));
  }

  /**
   * Loss and metrics on new rows with labels, in the label's own units.
   *
   * @param paths files or globs, resolved against the working directory
   * @throws weir.driver.UserInputException when the rows cannot be read, or do not fit the model
   */
  public Report.Results evaluate(SparkSession spark, DataFormat format, String... paths) {
    return new ModelEvaluator(spark, trained, LOG::info).evaluate(Data.resolved(paths), format);
  }

  /** The same on the rows of a DataFrame, which has the columns of the training rows. */
  public Report.Results evaluate(Dataset<Row> rows) {
    return evaluate(rows, null);
  }

  /**
   * The same for a model over windows of a time series.
   *
   * @param orderBy the column that orders the rows; null: as in training
   */
  public Report.Results evaluate(Dataset<Row> rows, String orderBy) {
    return new ModelEvaluator(rows.sparkSession(), trained, LOG::info).evaluate(rows, orderBy);
  }

  /**
   * A DataFrame with all its columns as they are, and beside them {@code prediction} and the others
   * of {@link #predict(SparkSession, DataFormat, String...)}, computed when they are asked for,
   * partition by partition; the rows stay in their order, and may be a stream. A name that is taken
   * gets an underscore.
   *
   * @throws weir.driver.UserInputException when a column that the model needs is not there, or is
   *     of another kind
   */
  public Dataset<Row> predict(Dataset<Row> rows) {
    return new Predictor(rows.sparkSession(), trained).rows(rows);
  }

  /**
   * The same for a model over windows of a time series: all rows in their order but those before
   * the end of the first window, each with what the window foretells that ends with it.
   *
   * @param orderBy the column that orders the rows
   */
  public Dataset<Row> predict(Dataset<Row> rows, String orderBy) {
    return new Predictor(rows.sparkSession(), trained).series(rows, orderBy);
  }

  /**
   * New rows with their predictions, computed when they are asked for: the columns that were read,
   * {@code prediction}, and for classes a column {@code probability_LABEL} each; where several
   * labels are predicted {@code prediction_LABEL} each; for a language model the token that most
   * probably follows each text, and its {@code probability}. Rows that cannot be read or do not fit
   * the model make the Spark job fail that asks for them.
   *
   * @param paths files or globs, resolved against the working directory
   */
  public Dataset<Row> predict(SparkSession spark, DataFormat format, String... paths) {
    return new Predictor(spark, trained).rows(Data.resolved(paths), format);
  }

  /**
   * Lets a language model write, without Spark: the prompt and what follows.
   *
   * @throws weir.driver.UserInputException when the model is none, or the prompt is empty or holds
   *     tokens that training did not see
   */
  public String generate(String prompt, SamplingSpec sampling) throws InterruptedException {
    return new TextGenerator(trained).generate(prompt, sampling);
  }

  /** Weights, preparation, labels, provenance. */
  public TrainedModel trained() {
    return trained;
  }
}
