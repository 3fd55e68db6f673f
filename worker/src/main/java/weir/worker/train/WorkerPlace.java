package weir.worker.train;

import weir.proto.partition.SumTree;

/**
 * Which of the workers this one is.
 *
 * @param worker from 0
 * @param incarnation rises with every restart of the workers
 */
public record WorkerPlace(int worker, int workers, int incarnation) {
  public WorkerPlace {
    if (worker < 0 || worker >= workers || incarnation < 0) {
      throw new IllegalArgumentException(
          "worker="
              + worker
              + " workers="
              + workers
              + " incarnation="
              + incarnation
              + " (expected: 0 <= worker < workers, incarnation >= 0)");
    }
  }

  /** First virtual worker that it owns. */
  public int firstLeaf(SumTree tree) {
    return tree.firstLeafOf(worker, workers);
  }

  /** One past the last virtual worker that it owns. */
  public int endLeaf(SumTree tree) {
    return tree.firstLeafOf(worker + 1, workers);
  }
}
