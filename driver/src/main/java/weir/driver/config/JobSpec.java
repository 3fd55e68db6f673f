package weir.driver.config;

import java.io.Serializable;
import java.util.List;
import weir.worker.loss.LossSpec;

/**
 * A whole training, as a job file describes it, with defaults filled in and paths made absolute.
 * Immutable; travels to executors.
 *
 * @param name of the run, in the report and on Spark's pages
 * @param output the run folder
 */
public record JobSpec(
    String name,
    DataSpec data,
    ModelSpec model,
    LossSpec loss,
    OptimizerSettings optimizer,
    TrainSpec train,
    ClusterSpec cluster,
    String output)
    implements Serializable {
  /** The run folder where none is given. */
  public static String defaultOutput(String name) {
    return "runs/" + name;
  }

  public JobSpec {
    Check.notBlank("name", name);
    Check.notBlank("output", output);
    List<String> labels = data.table().labels();
    Check.require(
        labels.size() <= 1 || loss.kind() != LossSpec.Kind.SOFTMAX_CROSS_ENTROPY,
        "data.label",
        labels,
        "one label beside loss crossEntropy; binaryCrossEntropy and losses of numbers take"
            + " several");
    Check.require(
        data.sequence() == null || loss.kind() == LossSpec.Kind.SOFTMAX_CROSS_ENTROPY,
        "data.label",
        labels.isEmpty() ? "" : labels.get(0),
        "a label that is no token, or loss: crossEntropy");
    requireSplit(data, train, loss);
    SlidingWindow window = data.series().window();
    Check.require(
        window == null || !window.difference() || !isClassification(loss),
        "data.window.difference",
        true,
        "false, as the loss is over classes");
    Check.require(
        train.decide() == null
            || (isClassification(loss) && labels.size() <= 1 && data.sequence() == null),
        "train.decide",
        train.decide(),
        "one label of two classes beside it");
    if (!data.hasValidation()) {
      requireNoValidationMetric(train, optimizer.schedule());
    }
    Check.require(
        data.format() != DataFormat.FRAME
            || train.order() != RowOrder.GIVEN
            || data.table().roles().orderBy() != null,
        "data.orderBy",
        "",
        "the column that orders the rows of the DataFrame, beside train.order=given");
    BatchGrowth.of(train, optimizer.schedule());
    Check.require(
        train.virtualWorkers() == 0 || train.virtualWorkers() >= cluster.workers(),
        "train.virtualWorkers",
        train.virtualWorkers(),
        ">= cluster.workers=" + cluster.workers());
  }

  private static void requireSplit(DataSpec data, TrainSpec train, LossSpec loss) {
    SplitSpec split = data.series().split();
    boolean oneClass = isClassification(loss) && data.sequence() == null;
    Check.require(
        split.kind() != SplitSpec.Kind.STRATIFIED
            || (oneClass && data.table().labels().size() <= 1),
        "data.split",
        split.kind().key(),
        "random, hash or time, as rows have no class each; stratified needs one label and a loss over classes");
    Check.require(
        !split.byRow() || train.order() != RowOrder.GIVEN,
        "data.split",
        split.kind().key(),
        "time beside train.order=given, which holds out the last rows");
  }

  private static void requireNoValidationMetric(TrainSpec train, ScheduleSettings schedule) {
    String expected =
        "validation rows to compute it on; set data.validation or data.validationFraction";
    if (train.earlyStopping() != null) {
      throw Check.wrong("train.earlyStopping.metric", train.earlyStopping().metric(), expected);
    }
    if (schedule.plateau().isPresent()) {
      String metric = schedule.plateau().get().metric();
      throw Check.wrong("optimizer.schedule.reducePlateau.metric", metric, expected);
    }
    if (train.decide() != null && train.decide().metric() != null) {
      throw Check.wrong("train.decide.metric", train.decide().metric().key(), expected);
    }
    if (train.stop().metric() != null) {
      throw Check.wrong("train.stop.metric", train.stop().metric(), expected);
    }
  }

  /** True when the network tells classes, false when it tells numbers. */
  public boolean classification() {
    return isClassification(loss);
  }

  private static boolean isClassification(LossSpec loss) {
    return switch (loss.kind()) {
      case BINARY_CROSS_ENTROPY, SOFTMAX_CROSS_ENTROPY -> true;
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR, HUBER, SMOOTH_L1 -> false;
    };
  }

  /** The size of the batch over the epochs, and what is left of the schedule beside it. */
  public BatchGrowth batchGrowth() {
    return BatchGrowth.of(train, optimizer.schedule());
  }

  /** V: how many leaves the sum tree has. */
  public int virtualWorkers() {
    return train.virtualWorkers() == 0 ? cluster.defaultVirtualWorkers() : train.virtualWorkers();
  }
}
