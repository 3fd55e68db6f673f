package weir.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.Regressor;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import weir.driver.job.TrainingJob;
import weir.driver.report.TrainingListener;

/**
 * Trains a network to tell a number: labels of a column, features of a vector, an array or columns
 * of numbers. The same rows end in the same bits, in whatever order and partitions they come.
 */
public final class WeirRegressor extends Regressor<Vector, WeirRegressor, WeirRegressionModel>
    implements WeirParams<WeirRegressor>, DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  private String uid;
  private final ParamSet own;
  private transient TrainingListener listener;

  /** With a uid of its own. */
  public WeirRegressor() {
    this(Uids.hand(Identifiable.randomUID("weirRegressor")));
  }

  /** With a uid that is told, as Spark loads stages. */
  public WeirRegressor(String uid) {
    this(Uids.hand(uid));
  }

  private WeirRegressor(Uids.Handed handed) {
    super();
    uid = handed.take();
    own = new ParamSet(this, "meanSquaredError");
  }

  @Override
  public String uid() {
    return uid != null ? uid : Uids.pending();
  }

  @Override
  public ParamSet weirParams() {
    return own;
  }

  /** Who hears of each pass; no param: not saved with the stage. */
  public WeirRegressor setListener(TrainingListener hearer) {
    listener = hearer;
    return this;
  }

  /** Trains on all rows; Spark's own way takes dots in the names of columns for paths. */
  @Override
  public WeirRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return copyValues(train(dataset).setParent(this), ParamMap.empty());
  }

  /**
   * Trains on all rows.
   *
   * @throws weir.driver.UserInputException when the rows or the params are to blame, in one line
   */
  @Override
  public WeirRegressionModel train(Dataset<?> dataset) {
    TrainingJob.Outcome outcome =
        new Training(this, dataset.toDF(), getFeaturesCol(), getLabelCol())
            .onSlots()
            .run(Training.Goal.NUMBER, listener);
    var model = new WeirRegressionModel(uid, new TrainedState(outcome.model()));
    model.setSummary(Option.apply(new WeirTrainingSummary(outcome)));
    return model;
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumn.check(this, getFeaturesCol(), schema);
    StageSchema.checkTraining(this, getLabelCol(), schema);
    return StageSchema.withNumber(schema, getPredictionCol());
  }

  @Override
  public WeirRegressor copy(ParamMap extra) {
    WeirRegressor copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }

  /** Reads stages that were saved. */
  public static MLReader<WeirRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads a stage that was saved. */
  public static WeirRegressor load(String path) {
    return read().load(path);
  }
}
