package weir.ml;

import org.apache.spark.ml.classification.ProbabilisticClassifier;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import weir.driver.UserInputException;
import weir.driver.config.ClassWeights;
import weir.driver.config.DecideSpec;
import weir.driver.config.text.JobParts;
import weir.driver.job.TrainingJob;
import weir.driver.report.TrainingListener;

/**
 * Trains a network to tell classes: labels 0, 1, … of a column, features of a vector, an array or
 * columns of numbers. The same rows end in the same bits, in whatever order and partitions they
 * come.
 */
public final class WeirClassifier
    extends ProbabilisticClassifier<Vector, WeirClassifier, WeirClassificationModel>
    implements WeirParams<WeirClassifier>, DefaultParamsWritable {
  private static final long serialVersionUID = 1;

  private String uid;
  private final ParamSet own;
  private final Param<String> classWeights;
  private final Param<String> decide;
  private transient TrainingListener listener;

  /** With a uid of its own. */
  public WeirClassifier() {
    this(Uids.hand(Identifiable.randomUID("weirClassifier")));
  }

  /** With a uid that is told, as Spark loads stages. */
  public WeirClassifier(String uid) {
    this(Uids.hand(uid));
  }

  private WeirClassifier(Uids.Handed handed) {
    super();
    uid = handed.take();
    own = new ParamSet(this, "crossEntropy");
    classWeights = new Param<>(uid, "classWeights", ParamSet.CLASS_WEIGHTS, String.class);
    setDefault(classWeights, "none");
    decide = new Param<>(uid, "decide", ParamSet.DECIDE, String.class);
    setDefault(decide, "none");
  }

  @Override
  public String uid() {
    return uid != null ? uid : Uids.pending();
  }

  @Override
  public ParamSet weirParams() {
    return own;
  }

  /** The param {@code classWeights}. */
  public Param<String> classWeights() {
    return classWeights;
  }

  /** The value of {@link #classWeights}. */
  public String getClassWeights() {
    return getOrDefault(classWeights);
  }

  /** Sets {@link #classWeights}. */
  public WeirClassifier setClassWeights(String value) {
    set(classWeights, value);
    return this;
  }

  /** The param {@code decide}. */
  public Param<String> decide() {
    return decide;
  }

  /** The value of {@link #decide}. */
  public String getDecide() {
    return getOrDefault(decide);
  }

  /** Sets {@link #decide}. */
  public WeirClassifier setDecide(String value) {
    set(decide, value);
    return this;
  }

  /** Who hears of each pass; no param: not saved with the stage. */
  public WeirClassifier setListener(TrainingListener hearer) {
    listener = hearer;
    return this;
  }

  /** Trains on all rows; Spark's own way takes dots in the names of columns for paths. */
  @Override
  public WeirClassificationModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    return copyValues(train(dataset).setParent(this), ParamMap.empty());
  }

  /**
   * Trains on all rows.
   *
   * @throws UserInputException when the rows or the params are to blame, in one line
   */
  @Override
  public WeirClassificationModel train(Dataset<?> dataset) {
    Dataset<Row> rows = dataset.toDF();
    Training training = new Training(this, rows, getFeaturesCol(), getLabelCol()).onSlots();
    int classes = Labels.classes(rows, getLabelCol());
    if (isDefined(thresholds()) && getThresholds().length != classes) {
      throw new UserInputException(
          "thresholds has "
              + getThresholds().length
              + " values (expected: "
              + classes
              + ", one a class); set thresholds");
    }
    ClassWeights weights = JobParts.classWeights(getClassWeights());
    DecideSpec decides = JobParts.decide(getDecide());
    if (decides != null && isDefined(thresholds())) {
      throw new UserInputException(
          "decide="
              + decides
              + " beside thresholds (expected: one of both, as decide sets thresholds); set decide"
              + " to none");
    }
    TrainingJob.Outcome outcome =
        training.run(new Training.Goal(classes, weights, decides), listener);
    var model = new WeirClassificationModel(uid, new TrainedState(outcome.model()));
    model.setSummary(Option.apply(new WeirTrainingSummary(outcome)));
    double threshold = outcome.model().threshold().probability();
    return decides == null ? model : model.setThresholds(new double[] {1 - threshold, threshold});
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumn.check(this, getFeaturesCol(), schema);
    StageSchema.checkTraining(this, getLabelCol(), schema);
    StructType raw = StageSchema.withVector(schema, getRawPredictionCol(), 0);
    StructType all = StageSchema.withVector(raw, getProbabilityCol(), 0);
    return StageSchema.withClass(all, getPredictionCol(), 0);
  }

  @Override
  public WeirClassifier copy(ParamMap extra) {
    WeirClassifier copy = defaultCopy(extra);
    copy.listener = listener;
    return copy;
  }

  /** Reads stages that were saved. */
  public static MLReader<WeirClassifier> read() {
    return new DefaultParamsReader<>();
  }

  /** Loads a stage that was saved. */
  public static WeirClassifier load(String path) {
    return read().load(path);
  }
}
