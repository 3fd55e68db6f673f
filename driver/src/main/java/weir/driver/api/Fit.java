package weir.driver.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import weir.driver.config.ClassWeights;
import weir.driver.config.DecideSpec;
import weir.driver.config.EarlyStopping;
import weir.driver.config.RowOrder;
import weir.driver.config.Transport;
import weir.driver.report.TrainingListener;
import weir.proto.spec.ConsistencySpec;
import weir.worker.augment.AugmentSpec;

/**
 * How long, how, and on what to train. What is left out is as in a job file. Immutable: each method
 * returns another; values are checked when the training begins.
 */
public final class Fit {
  private final Consumer<FitDraft> changes;
  private final List<TrainingListener> listeners;

  private Fit(Consumer<FitDraft> changes, List<TrainingListener> listeners) {
    this.changes = changes;
    this.listeners = List.copyOf(listeners);
  }

  /** All defaults. For static import. */
  public static Fit fit() {
    return new Fit(draft -> {}, List.of());
  }

  /** Name of the run, in the report and on Spark's pages. */
  public Fit name(String name) {
    return with(draft -> draft.name = name);
  }

  /** The run folder that the job names; {@link Model#fit} writes nothing there by itself. */
  public Fit output(String folder) {
    return with(draft -> draft.output = folder);
  }

  /** Passes over the training rows, at most. */
  public Fit epochs(int epochs) {
    return with(draft -> draft.epochs = epochs);
  }

  /** Rows of the global batch of a step. */
  public Fit batchSize(int rows) {
    return with(draft -> draft.batchSize = rows);
  }

  /** Where the schedule would lower the rate, the batch grows instead, up to so many rows. */
  public Fit maxBatchSize(int rows) {
    return with(draft -> draft.maxBatchSize = rows);
  }

  /** V, a power of two: runs with equal V end in the same bits. */
  public Fit virtualWorkers(int count) {
    return with(draft -> draft.virtualWorkers = count);
  }

  /** Of initial weights, order of rows, dropout, augmentation. */
  public Fit seed(long seed) {
    return with(draft -> draft.seed = seed);
  }

  /** When the servers apply a step. */
  public Fit consistency(ConsistencySpec consistency) {
    return with(draft -> draft.consistency = consistency);
  }

  /** In which order an epoch visits the rows. */
  public Fit order(RowOrder order) {
    return with(draft -> draft.order = order);
  }

  /** Micro-batches a virtual worker cuts its rows of a step into. */
  public Fit accumulate(int microBatches) {
    return with(draft -> draft.accumulate = microBatches);
  }

  /** How training images are changed, in order; see {@link Augmentations}. */
  public Fit augment(AugmentSpec... steps) {
    return with(draft -> draft.augment = List.of(steps));
  }

  /** Rare classes count more: rows / (classes · rows of the class). */
  public Fit balancedClasses() {
    return with(draft -> draft.classWeights = ClassWeights.BALANCED);
  }

  /** How much rows of each label count; labels left out count 1. */
  public Fit classWeights(Map<String, Double> weights) {
    return with(draft -> draft.classWeights = ClassWeights.of(weights));
  }

  /** Rows count as their class does: a weight for each class, by its index. */
  public Fit classWeights(List<Double> weights) {
    return with(draft -> draft.classWeights = ClassWeights.of(weights));
  }

  /** Ends when a validation metric no longer gets better; see {@link EarlyStopping#DEFAULT}. */
  public Fit earlyStopping(EarlyStopping stopping) {
    return with(draft -> draft.earlyStopping = stopping);
  }

  /** Ends when the mean training loss of an epoch is this or less. */
  public Fit stopAtLoss(double loss) {
    return with(draft -> draft.stopLoss = loss);
  }

  /** Ends when a validation metric reaches {@code target}. */
  public Fit stopAtMetric(String metric, double target) {
    return with(
        draft -> {
          draft.stopMetric = metric;
          draft.stopTarget = target;
        });
  }

  /** Ends when the mean training loss moves by less than this share of itself in an epoch. */
  public Fit stopAtTolerance(double tolerance) {
    return with(draft -> draft.stopTolerance = tolerance);
  }

  /** When the positive one of two classes is told; see {@link DecideSpec}. */
  public Fit decide(DecideSpec decide) {
    return with(draft -> draft.decide = decide);
  }

  /** Tasks that compute gradients side by side. */
  public Fit workers(int count) {
    return with(draft -> draft.workers = count);
  }

  /** Among how many shards the parameters are cut. */
  public Fit shards(int count) {
    return with(draft -> draft.shards = count);
  }

  /** Servers that run already, {@code host:port} each, instead of the driver's JVM. */
  public Fit servers(String... addresses) {
    return with(draft -> draft.servers = List.of(addresses));
  }

  /** How workers reach the servers. */
  public Fit transport(Transport transport) {
    return with(draft -> draft.transport = transport);
  }

  /** After how long a wait for a peer ends with an error that names it. */
  public Fit deadlineSeconds(double seconds) {
    return with(draft -> draft.deadlineSeconds = seconds);
  }

  /** Workers with different BLAS kernels may train together, which waives equal bits. */
  public Fit allowMixedBlas() {
    return with(draft -> draft.mixedBlas = true);
  }

  /** The kernel family that every worker must use. */
  public Fit blasCore(String core) {
    return with(draft -> draft.blasCore = core);
  }

  /** Hears how the training goes; may be said several times. */
  public Fit listener(TrainingListener listener) {
    List<TrainingListener> all = new ArrayList<>(listeners);
    all.add(listener);
    return new Fit(changes, all);
  }

  List<TrainingListener> listeners() {
    return listeners;
  }

  FitDraft draft() {
    FitDraft draft = new FitDraft();
    changes.accept(draft);
    return draft;
  }

  private Fit with(Consumer<FitDraft> change) {
    return new Fit(changes.andThen(change), listeners);
  }
}
