package weir.ml;

import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.regression.RegressionModel;
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
import weir.driver.api.ReadyModel;

/** What a {@link WeirRegressor} has learned. Immutable but for its params; any thread. */
public final class WeirRegressionModel extends RegressionModel<Vector, WeirRegressionModel>
    implements WeirParams<WeirRegressionModel>,
        HasTrainingSummary<WeirTrainingSummary>,
        MLWritable {
  private static final long serialVersionUID = 1;

  private String uid;
  private final ParamSet own;
  private final transient TrainedState state;
  private transient Option<WeirTrainingSummary> summary;

  /** Without anything learned: for Java's ServiceLoader, by which Spark Connect finds models. */
  public WeirRegressionModel() {
    this(Identifiable.randomUID("weirRegressionModel"));
  }

  /** Without anything learned: for Spark, which asks an empty stage for its params. */
  public WeirRegressionModel(String uid) {
    this(uid, null);
  }

  WeirRegressionModel(String uid, TrainedState state) {
    this(Uids.hand(uid), state);
  }

  private WeirRegressionModel(Uids.Handed handed, TrainedState state) {
    super();
    uid = handed.take();
    own = new ParamSet(this, "meanSquaredError");
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

  /** The number that the network tells. */
  @Override
  public double predict(Vector features) {
    return state().score(features)[0];
  }

  /** Adds the prediction, partition by partition, in batches; rows may be a stream. */
  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    Dataset<Row> rows = dataset.toDF();
    StructType result = transformSchema(rows.schema());
    boolean wanted = !getPredictionCol().isEmpty();
    Column features = FeatureColumn.of(this, getFeaturesCol(), rows);
    return new BatchTransform(state(), getInferBatchSize())
        .apply(
            rows,
            features,
            result,
            (outputs, from) -> wanted ? new Object[] {(double) outputs[from]} : new Object[0]);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    FeatureColumn.check(this, getFeaturesCol(), schema);
    FeatureColumn.checkSize(this, getFeaturesCol(), schema, numFeatures());
    return StageSchema.withNumber(schema, getPredictionCol());
  }

  @Override
  public WeirRegressionModel copy(ParamMap extra) {
    WeirRegressionModel copy = copyValues(new WeirRegressionModel(uid, state), extra);
    copy.summary = summary;
    return copy.setParent(parent());
  }

  @Override
  public MLWriter write() {
    return ModelStore.writer(this, state().trained());
  }

  /** Reads models that were saved. */
  public static MLReader<WeirRegressionModel> read() {
    return ModelStore.reader(
        WeirRegressionModel.class,
        (uid, trained) -> new WeirRegressionModel(uid, new TrainedState(trained)));
  }

  /** Loads a model that was saved. */
  public static WeirRegressionModel load(String path) {
    return read().load(path);
  }
}
