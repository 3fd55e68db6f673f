package weir.ml;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import weir.driver.UserInputException;
import weir.driver.api.DenseLayer;
import weir.driver.api.Layers;
import weir.driver.config.ClassWeights;
import weir.driver.config.ClusterSpec;
import weir.driver.config.ColumnRoles;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.DecideSpec;
import weir.driver.config.EarlyStopping;
import weir.driver.config.HoldOut;
import weir.driver.config.ImageSpec;
import weir.driver.config.JobSpec;
import weir.driver.config.ModelSpec;
import weir.driver.config.SeriesSpec;
import weir.driver.config.SplitSpec;
import weir.driver.config.StopSpec;
import weir.driver.config.TableSpec;
import weir.driver.config.TrainSpec;
import weir.driver.config.text.JobParts;
import weir.driver.data.Frames;
import weir.driver.data.RowSet;
import weir.driver.job.TrainingJob;
import weir.driver.report.TrainingListener;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.NodeSpec;

/** One fit of a stage: its params become a job, its columns the rows of that job. */
final class Training {
  /** What several columns are named together, in errors and in the model: as the param. */
  private static final String SEVERAL = "featuresCols";

  /** A session that fits stages has its executors; whoever asks for more hears soon. */
  private static final long SLOT_MILLIS = 8000;

  private final WeirParams<?> stage;
  private final Dataset<Row> rows;
  private final String featuresCol;
  private final String labelCol;
  private final String features;

  /**
   * What is to be told.
   *
   * @param classes 0: a number
   * @param weights how much rows of a class count
   * @param decide when class 1 of two is told; null: when it is the more probable one
   */
  record Goal(int classes, ClassWeights weights, DecideSpec decide) {
    static final Goal NUMBER = new Goal(0, ClassWeights.NONE, null);

    int outputs() {
      return Math.max(1, classes);
    }
  }

  Training(WeirParams<?> stage, Dataset<Row> rows, String featuresCol, String labelCol) {
    this.stage = stage;
    this.rows = rows;
    this.featuresCol = featuresCol;
    this.labelCol = labelCol;
    this.features = stage.isDefined(stage.featuresCols()) ? SEVERAL : featuresCol;
  }

  /**
   * Waits until the cluster has slots for the workers, before any other job would wait for them
   * without end.
   */
  Training onSlots() {
    return inParams(
        () -> {
          job().requireSlots(cluster());
          return this;
        });
  }

  /**
   * Trains.
   *
   * @param listener null: nobody else hears of it
   */
  TrainingJob.Outcome run(Goal goal, TrainingListener listener) {
    Map<RowSet, Dataset<Row>> sets = sets();
    TrainingListener[] listeners =
        listener == null ? new TrainingListener[0] : new TrainingListener[] {listener};
    return inParams(() -> job(listeners).run(job(goal, sets), new Frames(sets)));
  }

  private TrainingJob job(TrainingListener... listeners) {
    return new TrainingJob(rows.sparkSession(), TrainingListener.of(List.of(listeners)))
        .withSlotsIn(SLOT_MILLIS);
  }

  /** Part of a training, which may wait. */
  @FunctionalInterface
  private interface Work<R> {
    R run() throws InterruptedException;
  }

  private static <R> R inParams(Work<R> work) {
    try {
      return work.run();
    } catch (UserInputException e) {
      throw ParamNames.in(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("the training was interrupted", e);
    }
  }

  private Map<RowSet, Dataset<Row>> sets() {
    if (!stage.isDefined(stage.validationIndicatorCol())) {
      return Map.of(RowSet.TRAINING, read(rows));
    }
    String name = stage.getValidationIndicatorCol();
    Column held = FeatureColumn.column(rows, name);
    if (rows.agg(count(when(held.isNull(), 1))).first().getLong(0) > 0) {
      throw new UserInputException(
          "a row of the DataFrame, column "
              + name
              + ": no value (expected: true for validation, false for training); repair the row,"
              + " or set validationIndicatorCol");
    }
    return Map.of(
        RowSet.TRAINING, read(rows.where(held.equalTo(false))),
        RowSet.VALIDATION, read(rows.where(held)));
  }

  private Dataset<Row> read(Dataset<Row> some) {
    List<Column> read = new ArrayList<>();
    read.add(FeatureColumn.of(stage, featuresCol, some).as(features));
    read.add(FeatureColumn.column(some, labelCol).cast("double").as(labelCol));
    if (isWeighted()) {
      String name = stage.getWeightCol();
      read.add(FeatureColumn.column(some, name).cast("double").as(name));
    }
    return some.select(read.toArray(Column[]::new));
  }

  private SplitSpec split() {
    SplitSpec.Kind wanted =
        ParamSet.SPLITS.stream()
            .filter(kind -> kind.key().equals(stage.getValidationSplit()))
            .findFirst()
            .orElseThrow();
    return new SplitSpec(wanted, List.of());
  }

  private boolean isWeighted() {
    return stage.isDefined(stage.weightCol()) && !stage.getWeightCol().isEmpty();
  }

  private JobSpec job(Goal goal, Map<RowSet, Dataset<Row>> sets) {
    LossSpec loss = loss(goal);
    HoldOut validation =
        sets.containsKey(RowSet.VALIDATION)
            ? HoldOut.FRAME
            : HoldOut.of(stage.getValidationFraction());
    ColumnRoles roles = ColumnRoles.NONE.withWeight(isWeighted() ? stage.getWeightCol() : null);
    TableSpec table =
        TableSpec.DEFAULT
            .withFeatures(List.of(features))
            .withLabels(List.of(labelCol))
            .withPositive(isYesOrNo(loss) ? "1" : null)
            .withRoles(roles);
    var data =
        new DataSpec(
            DataFormat.FRAME,
            List.of(),
            HoldOut.NONE,
            validation,
            table,
            ImageSpec.AS_FOUND,
            List.of(),
            new SeriesSpec(split(), null));
    Double rate = stage.isDefined(stage.stepSize()) ? stage.getStepSize() : null;
    return new JobSpec(
        stage.uid(),
        data,
        network(goal.outputs(), loss),
        loss,
        JobParts.optimizer(stage.getOptimizer(), rate),
        train(goal),
        cluster(),
        JobSpec.defaultOutput(stage.uid()));
  }

  private LossSpec loss(Goal goal) {
    LossSpec loss = JobParts.loss(stage.getLoss());
    boolean classes =
        switch (loss.kind()) {
          case BINARY_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY -> true;
          case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, SMOOTH_L1 -> false;
        };
    if (classes != goal.classes() > 0) {
      throw new UserInputException(
          "loss="
              + stage.getLoss()
              + " (expected: "
              + (goal.classes() > 0 ? "a loss of classes" : "a loss of numbers")
              + "); set loss");
    }
    if (isYesOrNo(loss) && goal.classes() != 2) {
      throw new UserInputException(
          "loss=binaryCrossEntropy for "
              + goal.classes()
              + " classes (expected: crossEntropy for more than 2); set loss");
    }
    return loss;
  }

  private static boolean isYesOrNo(LossSpec loss) {
    return loss.kind() == LossSpec.Kind.BINARY_CROSS_ENTROPY;
  }

  private TrainSpec train(Goal goal) {
    TrainSpec otherwise = TrainSpec.DEFAULT;
    double tolerance = stage.getTol();
    int patience = stage.getEarlyStoppingPatience();
    EarlyStopping early =
        patience == 0
            ? null
            : new EarlyStopping(
                stage.getEarlyStoppingMetric(),
                patience,
                stage.getEarlyStoppingMinDelta(),
                stage.getRestoreBest());
    return new TrainSpec(
        stage.getMaxIter(),
        stage.getBatchSize(),
        otherwise.maxBatchSize(),
        stage.getVirtualWorkers(),
        stage.getSeed(),
        otherwise.consistency(),
        otherwise.order(),
        otherwise.accumulate(),
        goal.weights(),
        early,
        tolerance == 0 ? StopSpec.NEVER : new StopSpec(null, null, 0, tolerance),
        goal.decide(),
        otherwise.augment());
  }

  private ClusterSpec cluster() {
    ClusterSpec otherwise = ClusterSpec.DEFAULT;
    return new ClusterSpec(
        stage.getNumWorkers(),
        otherwise.shards(),
        otherwise.servers(),
        otherwise.transport(),
        stage.getDeadlineSeconds(),
        otherwise.mixedBlas(),
        otherwise.blasCore());
  }

  /** The network that the params tell; one dense layer where they tell none. */
  private ModelSpec network(int outputs, LossSpec loss) {
    if (stage.isDefined(stage.network()) && stage.isDefined(stage.layers())) {
      throw new UserInputException("network and layers are both set (expected: one of them)");
    }
    if (stage.isDefined(stage.network())) {
      return JobParts.network(stage.getNetwork());
    }
    return stage.isDefined(stage.layers())
        ? layers(stage.getLayers())
        : new ModelSpec(null, dense(isYesOrNo(loss) ? 1 : outputs));
  }

  private static ModelSpec layers(int[] units) {
    if (units.length < 2 || Arrays.stream(units).anyMatch(some -> some < 1)) {
      throw new UserInputException(
          "layers="
              + Arrays.toString(units)
              + " (expected: 2 or more numbers >= 1, from the features to the outputs); set"
              + " layers");
    }
    return new ModelSpec(new Shape(units[0]), dense(Arrays.copyOfRange(units, 1, units.length)));
  }

  private static List<NodeSpec> dense(int... units) {
    List<NodeSpec> nodes = new ArrayList<>();
    for (int layer = 0; layer < units.length; layer++) {
      boolean last = layer == units.length - 1;
      DenseLayer dense = Layers.dense(units[layer]);
      DenseSpec spec = last ? dense.spec() : dense.activation(ActivationKind.RELU).spec();
      nodes.add(new NodeSpec(String.valueOf(layer), spec, List.of()));
    }
    return nodes;
  }
}
