package weir.benchmarks;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two bare loops at once that share nothing but the memory bus. */
final class BarePair implements Contender {
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final Contender left;
  private final Contender right;

  BarePair(Workload workload, boolean adam) {
    left = new BareLoop(workload, adam);
    right = new BareLoop(workload, adam);
  }

  @Override
  public int rowsPerStep() {
    return left.rowsPerStep() + right.rowsPerStep();
  }

  @Override
  public double train(int steps) {
    Future<Double> one = threads.submit(() -> left.train(steps));
    Future<Double> two = threads.submit(() -> right.train(steps));
    try {
      return (one.get() + two.get()) / 2;
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("a bare loop failed", e);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
