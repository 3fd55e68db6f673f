package weir.driver.api;

import java.util.List;
import weir.driver.config.ClassWeights;
import weir.driver.config.ClusterSpec;
import weir.driver.config.DecideSpec;
import weir.driver.config.EarlyStopping;
import weir.driver.config.JobSpec;
import weir.driver.config.RowOrder;
import weir.driver.config.ServersSpec;
import weir.driver.config.StopSpec;
import weir.driver.config.TrainSpec;
import weir.driver.config.Transport;
import weir.proto.spec.ConsistencySpec;
import weir.worker.augment.AugmentSpec;

/** What {@link Fit} writes its changes into, on one thread, before they become checked records. */
final class FitDraft {
  String name = "training";
  String output;

  int epochs = TrainSpec.DEFAULT.epochs();
  int batchSize = TrainSpec.DEFAULT.batchSize();
  int maxBatchSize = TrainSpec.DEFAULT.maxBatchSize();
  int virtualWorkers = TrainSpec.DEFAULT.virtualWorkers();
  long seed = TrainSpec.DEFAULT.seed();
  ConsistencySpec consistency = TrainSpec.DEFAULT.consistency();
  RowOrder order = TrainSpec.DEFAULT.order();
  int accumulate = TrainSpec.DEFAULT.accumulate();
  ClassWeights classWeights = TrainSpec.DEFAULT.classWeights();
  List<AugmentSpec> augment = TrainSpec.DEFAULT.augment();
  EarlyStopping earlyStopping = TrainSpec.DEFAULT.earlyStopping();

  DecideSpec decide = TrainSpec.DEFAULT.decide();

  Double stopLoss = TrainSpec.DEFAULT.stop().loss();
  String stopMetric = TrainSpec.DEFAULT.stop().metric();
  double stopTarget = TrainSpec.DEFAULT.stop().target();
  Double stopTolerance = TrainSpec.DEFAULT.stop().tolerance();

  int workers = ClusterSpec.DEFAULT.workers();
  int shards = ClusterSpec.DEFAULT.shards();
  List<String> servers = ClusterSpec.DEFAULT.servers().addresses();
  Transport transport = ClusterSpec.DEFAULT.transport();
  double deadlineSeconds = ClusterSpec.DEFAULT.deadlineSeconds();
  boolean mixedBlas = ClusterSpec.DEFAULT.mixedBlas();
  String blasCore = ClusterSpec.DEFAULT.blasCore();

  /** The run folder, absolute. */
  String folder() {
    return Data.resolved(output == null ? JobSpec.defaultOutput(name) : output).get(0);
  }

  TrainSpec train() {
    return new TrainSpec(
        epochs,
        batchSize,
        maxBatchSize,
        virtualWorkers,
        seed,
        consistency,
        order,
        accumulate,
        classWeights,
        earlyStopping,
        new StopSpec(stopLoss, stopMetric, stopTarget, stopTolerance),
        decide,
        augment);
  }

  ClusterSpec cluster() {
    return new ClusterSpec(
        workers, shards, new ServersSpec(servers), transport, deadlineSeconds, mixedBlas, blasCore);
  }
}
