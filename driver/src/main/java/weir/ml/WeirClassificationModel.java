package weir.ml;

import org.apache.spark.ml.classification.ProbabilisticClassificationModel;
import org.apache.spark.ml.linalg.DenseVector;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.HasTrainingSummary;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import scala.Option;
import scala.Tuple3;
import weir.driver.UserInputException;
import weir.driver.api.ReadyModel;

/** What a {@link WeirClassifier} has learned. Immutable but for its params; any thread. */
public final class WeirClassificationModel
    extends ProbabilisticClassificationModel<Vector, WeirClassificationModel>
    implements WeirParams<WeirClassificationModel>,
        HasTrainingSummary<WeirTrainingSummary>,
        MLWritable {
  private static final long serialVersionUID = 1;

  private String uid;
  private final ParamSet own;
  private final Param<String> classWeights;
  private final Param<String> decide;
  private final transient TrainedState state;
  private transient Option<WeirTrainingSummary> summary;

  /** Without anything learned: for Java's ServiceLoader, by which Spark Connect finds models. */
  public WeirClassificationModel() {
    this(Identifiable.randomUID("weirClassificationModel"));
  }

  /** Without anything learned: for Spark, which asks an empty stage for its params. */
  public WeirClassificationModel(String uid) {
    this(uid, null);
  }

  WeirClassificationModel(String uid, TrainedState state) {
    this(Uids.hand(uid), state);
  }

  private WeirClassificationModel(Uids.Handed handed, TrainedState state) {
    super();
    uid = handed.take();
    own = new ParamSet(this, "crossEntropy");
    classWeights = new Param<>(uid, "classWeights", ParamSet.CLASS_WEIGHTS, String.class);
    setDefault(classWeights, "none");
    decide = new Param<>(uid, "decide", ParamSet.DECIDE, String.class);
    setDefault(decide, "none");
    HasTrainingSummary.$init$(this);
    this.state = state;
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

  /** The param {@code decide}. */
  public Param<String> decide() {
    return decide;
  }

  /** The value of {@link #decide}. */
  public String getDecide() {
    return getOrDefault(decide);
  }

  @Override
  public Option<WeirTrainingSummary> trainingSummary() {
    return summary;
  }

  @Override
  public void trainingSummary_$eq(Option<WeirTrainingSummary> told) {
    summary = told;
  }

  private TrainedState state() {
    if (state == null) {
      throw new IllegalStateException(
          uid + " has learned nothing (expected: a model of fit or load)");
    }
    return state;
  }

  /** The model without Spark ML: to evaluate, predict and save. */
  public ReadyModel ready() {
    return ReadyModel.of(state().trained());
  }

  @Override
  public int numFeatures() {
    return state == null ? -1 : state.features();
  }

  @Override
  public int numClasses() {
    return state == null ? 0 : Math.max(2, state.outputs());
  }

  /** A logit a class. */
  @Override
  public Vector predictRaw(Vector features) {
    return new DenseVector(ClassMeaning.logits(state().score(features), 0, state().outputs()));
  }

  @Override
  public Vector raw2probabilityInPlace(Vector raw) {
    double[] values = ((DenseVector) raw).values();
    double[] probabilities = ClassMeaning.probabilities(values, state().outputs());
    System.arraycopy(probabilities, 0, values, 0, values.length);
    return raw;
  }

  /**
   * Adds the columns that have a name, partition by partition, in batches; rows may be a stream.
   */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    Dataset<Row> rows = dataset.toDF();
    StructType result = transformSchema(rows.schema());
    double[] thresholds = isDefined(thresholds()) ? getThresholds() : null;
    var meaning =
        new ClassMeaning(
            state().outputs(),
            thresholds,
            !getRawPredictionCol().isEmpty(),
            !getProbabilityCol().isEmpty(),
            !getPredictionCol().isEmpty());
    Column features = FeatureColumn.of(this, getFeaturesCol(), rows);
    return new BatchTransform(state(), getInferBatchSize()).apply(rows, features, result, meaning);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumn.check(this, getFeaturesCol(), schema);
    FeatureColumn.checkSize(this, getFeaturesCol(), schema, numFeatures());
    if (isDefined(thresholds()) && getThresholds().length != numClasses()) {
      throw new UserInputException(
          "thresholds has "
              + getThresholds().length
              + " values (expected: "
              + numClasses()
              + ", one a class); set thresholds");
    }
    StructType raw = StageSchema.withVector(schema, getRawPredictionCol(), numClasses());
    StructType all = StageSchema.withVector(raw, getProbabilityCol(), numClasses());
    return StageSchema.withClass(all, getPredictionCol(), numClasses());
  }

  /**
   * This model with names for the columns that a summary needs. Its type is raw since the two
   * classes above declare it with different ones, which Scala takes for equal.
   */
  @Override
  @SuppressWarnings({"rawtypes", "unchecked"})
  public Tuple3 findSummaryModel() {
    WeirClassificationModel named = copy(ParamMap.empty());
    if (getProbabilityCol().isEmpty()) {
      named.setProbabilityCol("probability_" + uid);
    }
    if (getPredictionCol().isEmpty()) {
      named.setPredictionCol("prediction_" + uid);
    }
    return new Tuple3<>(named, named.getProbabilityCol(), named.getPredictionCol());
  }

  @Override
  public WeirClassificationModel copy(ParamMap extra) {
    WeirClassificationModel copy = copyValues(new WeirClassificationModel(uid, state), extra);
    copy.summary = summary;
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return ModelStore.writer(this, state().trained());
  }

  /** Reads models that were saved. */
  public static MLReader<WeirClassificationModel> read() {
    return ModelStore.reader(
        WeirClassificationModel.class,
        (uid, trained) -> new WeirClassificationModel(uid, new TrainedState(trained)));
  }

  /** Loads a model that was saved. */
  public static WeirClassificationModel load(String path) {
    return read().load(path);
  }
}
