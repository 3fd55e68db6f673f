package weir.worker.data;

import java.io.Serializable;
import java.util.stream.LongStream;
import weir.proto.spec.EpochPlan;

/**
 * Which rows make up each batch: a pure function of (epoch, step of the epoch, virtual worker), the
 * same however many workers there are, so that a training replays exactly from any step. Immutable,
 * thread-safe, shipped to the workers; the {@link LeafOrder}s it hands out are neither.
 */
public interface BatchPlan extends Serializable {

  /** The batches of one virtual worker. One thread only: it keeps the order of the epoch. */
  interface LeafOrder {

    /**
     * Writes the positions, inside the virtual worker, of the rows of a batch.
     *
     * @param epoch from 0
     * @param step step of the epoch, from 0
     * @param rows room for {@link BatchPlan#largestShare} positions
     * @return how many were written; 0 when this virtual worker sits the step out
     */
    int rows(long epoch, long step, int[] rows);
  }

  /** Number of leaves a global batch is cut into. */
  int virtualWorkers();

  /** Steps of each epoch: what the virtual worker with the most batches needs. */
  EpochPlan epochs();

  /** Most rows that one virtual worker has in one batch: never more than it has at all. */
  int largestShare();

  /** How many rows a virtual worker has in a batch; 0 when it sits the step out. */
  int rows(int leaf, long epoch, long step);

  /**
   * Of so many epochs those that stand for all: each of the others has batches of the same sizes as
   * one of these.
   */
  default LongStream epochsThatDiffer(long epochs) {
    return LongStream.of(0);
  }

  /** A reader of the batches of one virtual worker. */
  LeafOrder order(int leaf);
}
