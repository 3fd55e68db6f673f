package weir.benchmarks;

/**
 * One side of a comparison: trains the network of a {@link Workload} from its start weights on its
 * batches with Adam. Opened once, in a JVM of its own; then runs in rounds, going on where the last
 * one ended. One thread calls it.
 */
interface Contender extends AutoCloseable {
  /**
   * Trains that many steps.
   *
   * @return the mean loss over these steps, so that contenders can be seen to do the same work; NaN
   *     of one that only multiplies
   */
  double train(int steps);

  /** Rows that one step trains, over all threads of this contender. */
  int rowsPerStep();

  @Override
  default void close() {}
}
