package weir.ml;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import scala.Function1;
import weir.driver.config.ClusterSpec;
import weir.driver.config.EarlyStopping;
import weir.driver.config.SplitSpec;
import weir.driver.config.TrainSpec;

/** The params of one stage that its superclass in Spark does not have. */
final class ParamSet implements Serializable {
  private static final long serialVersionUID = 1;

  final Param<String> weightCol;
  final Param<String> validationIndicatorCol;
  final StringArrayParam featuresCols;
  final Param<String> network;
  final IntArrayParam layers;
  final Param<String> loss;
  final Param<String> optimizer;
  final DoubleParam stepSize;
  final IntParam maxIter;
  final IntParam batchSize;
  final LongParam seed;
  final DoubleParam tol;
  final DoubleParam validationFraction;
  final Param<String> validationSplit;
  final IntParam earlyStoppingPatience;
  final Param<String> earlyStoppingMetric;
  final DoubleParam earlyStoppingMinDelta;
  final BooleanParam restoreBest;
  final IntParam numWorkers;
  final IntParam virtualWorkers;
  final DoubleParam deadlineSeconds;
  final IntParam inferBatchSize;

  /** Rows that predict in one go; not a matter of a job. */
  static final int INFER_BATCH_SIZE = 256;

  static final String CLASS_WEIGHTS =
      "how much rows of a class count, as YAML: none, balanced, or a list or map of weights";
  static final String DECIDE =
      "when class 1 of two is predicted, as YAML: none (when it is the more probable one),"
          + " {threshold: probability}, or {metric: f1} and the like, which validation rows pick a"
          + " threshold by; sets thresholds of the model";
  private static final String WEIGHT =
      "weight column name. If this is not set or empty, we treat all instance weights as 1.0";
  private static final String VALIDATION =
      "name of the column that indicates whether each row is for training or for validation. False"
          + " indicates training; true indicates validation.";
  private static final String TOL =
      "training ends when the mean loss moves by less than this share of itself in a pass; 0: it"
          + " does not (>= 0)";
  private static final String FRACTION =
      "share of the rows that are evaluated after every pass and not trained on, where no"
          + " validationIndicatorCol is set (0 <= share < 1)";
  private static final String SPLIT =
      "how validationFraction is cut: hash keeps equal rows on one side, random cuts row by row,"
          + " stratified each class so";

  /** A stage has no order of rows to cut by. */
  static final List<SplitSpec.Kind> SPLITS =
      List.of(SplitSpec.Kind.HASH, SplitSpec.Kind.RANDOM, SplitSpec.Kind.STRATIFIED);

  private static final String PATIENCE =
      "passes without a better validation metric after which training ends; 0: it does not end"
          + " early (>= 0)";
  private static final String VIRTUAL =
      "a power of two; runs with equal values end in the same bits on any cluster; 0: the next one"
          + " >= numWorkers (>= 0)";
  private static final String DEADLINE =
      "after how long a wait for a worker ends with an error that names it (> 0)";

  /** Params of {@code stage} with their defaults; those of a job where it has them. */
  ParamSet(Params stage, String defaultLoss) {
    String uid = stage.uid();
    weightCol = text(uid, "weightCol", WEIGHT);
    validationIndicatorCol = text(uid, "validationIndicatorCol", VALIDATION);
    featuresCols =
        new StringArrayParam(
            stage, "featuresCols", "columns of numbers to learn from, instead of featuresCol");
    network =
        text(uid, "network", "the layers as YAML, as in a job file; one dense layer when not set");
    layers =
        new IntArrayParam(
            stage,
            "layers",
            "units of each layer from the features to the output, dense with relu between them;"
                + " short for network");
    loss = text(uid, "loss", "the loss as YAML, as in a job file");
    optimizer = text(uid, "optimizer", "the optimizer as YAML, as in a job file");
    stepSize = more(uid, "stepSize", "learning rate, instead of the optimizer's (> 0)");
    maxIter = atLeast(uid, 1, "maxIter", "passes over the training rows, at most (>= 1)");
    batchSize = atLeast(uid, 1, "batchSize", "rows of the global batch of a step (>= 1)");
    seed = new LongParam(uid, "seed", "of initial weights, order of rows and dropout");
    tol = notNegative(uid, "tol", TOL);
    Function1<Object, Object> share = ParamValidators.inRange(0, 1, true, false);
    validationFraction = new DoubleParam(uid, "validationFraction", FRACTION, share);
    Function1<String, Object> split =
        ParamValidators.inArray(SPLITS.stream().map(SplitSpec.Kind::key).toList());
    validationSplit = new Param<>(uid, "validationSplit", SPLIT, split, String.class);
    earlyStoppingPatience = atLeast(uid, 0, "earlyStoppingPatience", PATIENCE);
    earlyStoppingMetric =
        text(uid, "earlyStoppingMetric", "the validation metric that early stopping looks at");
    earlyStoppingMinDelta =
        notNegative(
            uid, "earlyStoppingMinDelta", "by how much the metric must be better to count (>= 0)");
    restoreBest =
        new BooleanParam(uid, "restoreBest", "early stopping keeps the weights of the best pass");
    numWorkers = atLeast(uid, 1, "numWorkers", "tasks that train side by side (>= 1)");
    virtualWorkers = atLeast(uid, 0, "virtualWorkers", VIRTUAL);
    deadlineSeconds = more(uid, "deadlineSeconds", DEADLINE);
    inferBatchSize =
        atLeast(uid, 1, "inferBatchSize", "rows that the model predicts in one go (>= 1)");
    setDefaults(stage, defaultLoss);
  }

  private void setDefaults(Params stage, String defaultLoss) {
    TrainSpec train = TrainSpec.DEFAULT;
    EarlyStopping early = EarlyStopping.DEFAULT;
    stage.setDefault(loss, defaultLoss);
    stage.setDefault(optimizer, "adam");
    stage.setDefault(maxIter, train.epochs());
    stage.setDefault(batchSize, train.batchSize());
    stage.setDefault(seed, train.seed());
    stage.setDefault(tol, 0.0);
    stage.setDefault(validationFraction, 0.0);
    stage.setDefault(validationSplit, SplitSpec.Kind.HASH.key());
    stage.setDefault(earlyStoppingPatience, 0);
    stage.setDefault(earlyStoppingMetric, early.metric());
    stage.setDefault(earlyStoppingMinDelta, early.minDelta());
    stage.setDefault(restoreBest, early.restore());
    stage.setDefault(numWorkers, ClusterSpec.DEFAULT.workers());
    stage.setDefault(virtualWorkers, train.virtualWorkers());
    stage.setDefault(deadlineSeconds, ClusterSpec.DEFAULT.deadlineSeconds());
    stage.setDefault(inferBatchSize, INFER_BATCH_SIZE);
  }

  private static DoubleParam more(String uid, String name, String doc) {
    return new DoubleParam(
        uid, name, doc, ParamValidators.inRange(0, Double.MAX_VALUE, false, true));
  }

  private static DoubleParam notNegative(String uid, String name, String doc) {
    return new DoubleParam(uid, name, doc, ParamValidators.gtEq(0));
  }

  private static IntParam atLeast(String uid, int least, String name, String doc) {
    return new IntParam(uid, name, doc, ParamValidators.gtEq(least));
  }

  private static Param<String> text(String uid, String name, String doc) {
    return new Param<>(uid, name, doc, String.class);
  }
}
