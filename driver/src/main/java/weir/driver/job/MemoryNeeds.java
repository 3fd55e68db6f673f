package weir.driver.job;

import java.util.List;
import weir.driver.config.EarlyStopping;
import weir.driver.config.JobSpec;
import weir.driver.config.Transport;
import weir.driver.data.PackedSize;
import weir.proto.partition.Chunk;
import weir.proto.partition.RangePartition;
import weir.proto.partition.Segment;
import weir.proto.partition.SumTree;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Endpoint;
import weir.proto.transport.FrameServer;
import weir.server.shard.ShardMemory;
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
   * @param local all in one JVM
   */
  static MemoryNeeds of(JobSpec job, Blueprint blueprint, PackedSize size, boolean local) {
    double vector = Float.BYTES * (double) blueprint.segments().length();
    EarlyStopping early = job.train().earlyStopping();
    boolean keepsBest = early != null && early.restore();
    double servers = job.cluster().servers().embedded() ? servers(blueprint, lends(job, local)) : 0;
    return new MemoryNeeds(worker(job, blueprint, size), servers, (keepsBest ? 2 : 1) * vector);
  }

  /** Workers of this JVM lend what they contribute: where it lies already, it waits. */
  private static boolean lends(JobSpec job, boolean local) {
    return local && job.cluster().transport() != Transport.TCP;
  }

  private static double servers(Blueprint blueprint, boolean lends) {
    TrainingSpec training = blueprint.training();
    RangePartition partition = training.partition();
    int owners =
        FrameServer.owners(
            lends ? Endpoint.Transport.LOCAL : Endpoint.Transport.TCP,
            ServerFleet.loops(training.shards()));
    double bytes = 0;
    for (int shard = 0; shard < training.shards(); shard++) {
      List<Chunk> chunks = partition.chunksOfShard(shard);
      bytes += ShardMemory.of(training, chunks, owners, lends).heapBytes();
    }
    return bytes;
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
