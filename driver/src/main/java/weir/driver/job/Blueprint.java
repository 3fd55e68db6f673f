package weir.driver.job;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import weir.driver.UserInputException;
import weir.driver.config.BatchGrowth;
import weir.driver.config.JobSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.text.LossText;
import weir.driver.data.PreparedData;
import weir.driver.data.prepare.FittedTarget;
import weir.driver.data.prepare.PixelRange;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.TrainingSpec;
import weir.proto.spec.UpdateSpec;
import weir.tensor.Shape;
import weir.worker.augment.Augmentation;
import weir.worker.data.BatchPlan;
import weir.worker.data.GivenOrderBatchPlan;
import weir.worker.data.OneStepEpochs;
import weir.worker.data.RowLayout;
import weir.worker.data.RowRanks;
import weir.worker.data.ShuffledBatchPlan;
import weir.worker.data.StagedBatchPlan;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.train.TrainingTaskSpec;

/**
 * What a job and its data together come to, before anything runs: the network, what each worker
 * does, what each shard does. The same inputs give the same; only balanced class weights count
 * rows, in a Spark job. Driver only.
 *
 * @param network as every worker builds it
 * @param segments where each tensor lies
 * @param task the same for all workers
 * @param training the same for all shards
 * @param outputs what is predicted, and in which units
 */
record Blueprint(
    Network network,
    Segments segments,
    TrainingTaskSpec task,
    TrainingSpec training,
    RowLayout layout,
    RowRanks ranks,
    RowRanks validation,
    List<FittedTarget> outputs) {

  /**
   * Draws it.
   *
   * @param jobId unique among the trainings that share a server
   * @throws UserInputException when layers and data do not fit
   */
  static Blueprint draw(JobSpec job, PreparedData data, String jobId) {
    int leaves = job.virtualWorkers();
    RowRanks ranks = new RowRanks(data.counts().training(), leaves);
    BatchGrowth growth = job.batchGrowth();
    BatchPlan batches = accepted(() -> batches(job, growth, ranks));
    UpdateSpec update =
        accepted(
            () ->
                job.optimizer()
                    .with(growth.schedule())
                    .update(batches.epochs(), job.train().epochs()));
    NetworkSpec spec = networkSpec(job, data);
    Network network = accepted(() -> new Network(spec));
    Segments segments = segments(network, job);
    TrainingTaskSpec task =
        new TrainingTaskSpec(
            spec,
            batches,
            augmentation(job, data),
            job.train().accumulate(),
            job.train().epochs(),
            job.train().seed(),
            frozen(segments, update),
            update.average().kept(),
            job.optimizer().learningRate());
    TrainingSpec training =
        accepted(
            () ->
                new TrainingSpec(
                    jobId,
                    segments,
                    update,
                    job.train().consistency(),
                    leaves,
                    job.cluster().workers(),
                    ServerFleet.shards(job.cluster()),
                    batches.epochs(),
                    job.cluster().deadlineMillis()));
    RowRanks validation =
        data.validation() == null ? null : new RowRanks(data.counts().validation(), leaves);
    return new Blueprint(
        network, segments, task, training, data.layout(), ranks, validation, data.outputs());
  }

  /** The same without validation, each step an epoch of its own. */
  Blueprint stepByStep() {
    return new Blueprint(
        network,
        segments,
        task.with(new OneStepEpochs(task.batches())),
        training.withEpochs(EpochPlan.of(1)),
        layout,
        ranks,
        null,
        outputs);
  }

  private static Augmentation augmentation(JobSpec job, PreparedData data) {
    if (job.train().augment().isEmpty()) {
      return Augmentation.NONE;
    }
    Shape image = job.model().input() == null ? data.input() : job.model().input();
    PixelRange pixels = data.preparation().pixels();
    try {
      return new Augmentation(job.train().augment(), image, pixels.black(), pixels.white());
    } catch (IllegalArgumentException e) {
      throw new UserInputException(e.getMessage(), e);
    }
  }

  private static BatchPlan batches(JobSpec job, BatchGrowth growth, RowRanks ranks) {
    return new StagedBatchPlan(
        growth.stages().stream()
            .map(
                stage ->
                    new StagedBatchPlan.Stage(
                        stage.firstEpoch(), batches(job, stage.batchSize(), ranks)))
            .toList());
  }

  private static BatchPlan batches(JobSpec job, int batchSize, RowRanks ranks) {
    return job.train().order() == RowOrder.GIVEN
        ? new GivenOrderBatchPlan(ranks, batchSize)
        : new ShuffledBatchPlan(ranks, batchSize, job.train().seed());
  }

  private static NetworkSpec networkSpec(JobSpec job, PreparedData data) {
    LossSpec loss =
        ClassWeighting.apply(
            job.loss(),
            job.train().classWeights(),
            data.preparation().classes(),
            () -> ClassCounts.of(data.training(), data.preparation().classes().size()));
    return job.model().network(data.input(), loss);
  }

  /** What {@code part} makes; what it refuses is the user's input. */
  private static <T> T accepted(Supplier<T> part) {
    try {
      return part.get();
    } catch (IllegalArgumentException e) {
      throw new UserInputException(e.getMessage(), e);
    }
  }

  private static Segments segments(Network network, JobSpec job) {
    try {
      return network.segments(job.optimizer().tensors());
    } catch (IllegalArgumentException e) {
      throw new UserInputException(e.getMessage(), e);
    }
  }

  private static Set<String> frozen(Segments segments, UpdateSpec update) {
    List<Segment> optimized =
        segments.list().stream().filter(segment -> segment.rule() != Segment.Rule.AVERAGE).toList();
    Set<String> frozen =
        optimized.stream()
            .filter(segment -> update.groups().get(segment.group()).frozen())
            .map(Segment::name)
            .collect(Collectors.toSet());
    if (frozen.size() == optimized.size()) {
      throw new UserInputException(
          "optimizer.groups freeze all of "
              + frozen
              + " (expected: a tensor that learns); set optimizer.groups.match");
    }
    return frozen;
  }

  /** Checks that rows fit the network, and that its outputs fit the labels and metrics. */
  void verify(JobSpec job, PreparedData data) {
    if (network.inputWidth() != data.width()) {
      throw new UserInputException(
          "model.input="
              + task.network().inputs().get(0).shape()
              + " takes "
              + network.inputWidth()
              + " numbers a row (expected: "
              + data.width()
              + ", what data.train has after"
              + " data.prepare); set model.input or leave it out");
    }
    if (network.targetWidth() != data.targetWidth()) {
      throw new UserInputException(
          "the last layer puts out "
              + network.outputShape(0)
              + " for loss "
              + LossText.name(job.loss())
              + ", which is compared with "
              + network.targetWidth()
              + " numbers a row (expected: "
              + data.targetWidth()
              + ", the labels "
              + data.outputs().stream().map(FittedTarget::name).distinct().toList()
              + "); set the units of the last layer"
              + (network.outputShape(0).rank() > 1 ? ", or add flatten before it" : ""));
    }
    WantedMetrics.verify(job, this, data.counts().validation());
    Deciding.verify(job.train().decide(), data);
    BatchChecks.verify(job, network, task, data.counts());
  }

  /** Initial weights: a pure function of the seed and the network. */
  float[] initialWeights() {
    float[] weights = new float[segments.length()];
    network.initialize(task.seed(), weights);
    return weights;
  }
}
