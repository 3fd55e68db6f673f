package weir.driver.job;

import weir.driver.config.EarlyStopping;
import weir.driver.config.JobSpec;
import weir.driver.data.PackedSize;
import weir.proto.partition.Segment;
import weir.proto.partition.SumTree;
import weir.proto.spec.TrainingSpec;
import weir.server.shard.TrainingShard;
import weir.worker.data.Batcher;

/**
 * Bytes that a training holds while it trains: at least so many. Pure sums.
 *
 * @param worker of the busiest worker: weights, gradients and the arrays of a micro-batch
 * @param servers of all servers of the driver: weights of two versions, optimizer state, average
 *     and contributions that wait; 0 where servers are named
 * @param driver weights that the driver itself holds
 */
record MemoryNeeds(double worker, double servers, double driver) {
  /** Before anything is known but the rows. */
  static final MemoryNeeds NONE = new MemoryNeeds(0, 0, 0);

  /**
   * Of a training.
   *
   * @param local workers lend their contributions: no copy of them waits on the servers
   */
  static MemoryNeeds of(JobSpec job, Blueprint blueprint, PackedSize size, boolean local) {
    double vector = Float.BYTES * (double) blueprint.segments().length();
    EarlyStopping early = job.train().earlyStopping();
    boolean keepsBest = early != null && early.restore();
    double servers = job.cluster().servers().embedded() ? servers(blueprint, lends(job, local)) : 0;
    return new MemoryNeeds(worker(job, blueprint, size), servers, (keepsBest ? 2 : 1) * vector);
  }

  private static boolean lends(JobSpec job, boolean local) {
    return local && job.cluster().workers() <= 2;
  }

  private static double servers(Blueprint blueprint, boolean lends) {
    TrainingSpec training = blueprint.training();
    double bytes = 0;
    for (int shard = 0; shard < training.shards(); shard++) {
      bytes += TrainingShard.bytesNeeded(training, training.partition().chunksOfShard(shard));
    }
    return lends && training.virtualWorkers() > 1 ? bytes - denseBytes(blueprint) : bytes;
  }

  /** Of a vector without sparse tables, of which workers have the rows that they touch. */
  private static double denseBytes(Blueprint blueprint) {
    return Float.BYTES
        * (double)
            blueprint.segments().list().stream()
                .filter(segment -> !segment.sparse())
                .mapToLong(Segment::length)
                .sum();
  }

  private static double worker(JobSpec job, Blueprint blueprint, PackedSize size) {
    SumTree tree = new SumTree(job.virtualWorkers());
    int workers = job.cluster().workers();
    int levels = 0;
    for (int worker = 0; worker < workers; worker++) {
      for (SumTree.Node node :
          tree.cover(tree.firstLeafOf(worker, workers), tree.firstLeafOf(worker + 1, workers))) {
        levels = Math.max(levels, node.level());
      }
    }
    long rows = Batcher.microBatchRows(blueprint.task().batches(), job.train().accumulate());
    double floats =
        blueprint.network().floatsPerRow() + (blueprint.layout().sparse() ? 0 : size.numbers());
    return (levels + 2) * denseBytes(blueprint) + Float.BYTES * rows * floats;
  }
}
