package weir.proto.spec;

import java.io.Serializable;
import weir.proto.partition.RangePartition;
import weir.proto.partition.Segment;
import weir.proto.partition.Segments;

/**
 * What a shard must know of a training: the server knows segments, never layers.
 *
 * @param jobId names the training on servers that several trainings share
 * @param virtualWorkers V, a power of two: the leaves of the sum tree
 * @param workers among how many the virtual workers are shared out at most: after a loss fewer go
 *     on
 * @param shards among how many shards the flat vector is cut
 * @param epochs at whose first steps the running sums of loss start anew
 * @param deadlineMillis how long a shard waits for missing contributions before it fails those
 *     waiting
 */
public record TrainingSpec(
    String jobId,
    Segments segments,
    UpdateSpec update,
    ConsistencySpec consistency,
    int virtualWorkers,
    int workers,
    int shards,
    EpochPlan epochs,
    long deadlineMillis)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public TrainingSpec {
    if (jobId.isBlank()) {
      throw new IllegalArgumentException("jobId is blank (expected: a name)");
    }
    if (virtualWorkers < 1 || Integer.bitCount(virtualWorkers) != 1) {
      throw new IllegalArgumentException(
          "virtualWorkers="
              + virtualWorkers
              + " (expected: a power of two); set train.virtualWorkers");
    }
    if (workers < 1 || workers > virtualWorkers) {
      throw new IllegalArgumentException(
          "workers="
              + workers
              + " (expected: 1.."
              + virtualWorkers
              + ", the virtual workers); set cluster.workers");
    }
    Check.positive("cluster.shards", shards);
    Check.positive("cluster.deadlineSeconds", deadlineMillis);
    for (var segment : segments.list()) {
      if (segment.sparse()) {
        requireTouchedRowsAlone(segment, update);
      }
      if (segment.group() >= update.groups().size()) {
        throw new IllegalArgumentException(
            "segment "
                + segment.name()
                + " has group="
                + segment.group()
                + " (expected: < "
                + update.groups().size()
                + ")");
      }
      if (update.bounds(segment) && segment.rowLength() > RangePartition.CHUNK) {
        throw new IllegalArgumentException(
            "tensor "
                + segment.name()
                + ": rows of "
                + segment.rowLength()
                + " floats under maxNorm (expected: <= "
                + RangePartition.CHUNK
                + "); set optimizer.groups without maxNorm for it");
      }
    }
  }

  /** What all parameters take part in, in every step, is not for a table whose rows rest. */
  private static void requireTouchedRowsAlone(Segment table, UpdateSpec update) {
    boolean norms = !update.phases().isEmpty();
    if (norms || update.average().kept()) {
      throw new IllegalArgumentException(
          "sparse table "
              + table.name()
              + " with "
              + (norms ? "norms over all parameters" : "an average of all weights")
              + " (expected: neither); set embedding.gradient: dense, optimizer.clip by value or"
              + " none, no lamb, no optimizer.average");
    }
  }

  /** How the flat vector is cut: by the model, which rows must stay whole, and what is frozen. */
  public RangePartition partition() {
    return new RangePartition(segments, shards, update::bounds, update::freezes);
  }

  /** The same with epochs of another length. */
  public TrainingSpec withEpochs(EpochPlan other) {
    return new TrainingSpec(
        jobId,
        segments,
        update,
        consistency,
        virtualWorkers,
        workers,
        shards,
        other,
        deadlineMillis);
  }
}
