package weir.worker.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import weir.proto.client.Exchange;
import weir.proto.client.Phase;
import weir.proto.client.StepTotals;
import weir.worker.nn.UnitGate;

/**
 * The weights that are on their way, unit by unit: the forward pass waits here for the unit it is
 * about to read, and for no other. One thread only.
 */
final class PendingWeights implements UnitGate {
  private final List<Exchange> exchanges;
  private final List<CompletableFuture<Void>> pulls;
  private final List<CompletableFuture<Void>> pushes;
  private final PhaseClock clock;
  private StepTotals totals;

  /**
   * @param pushes most pushes of a step that ask for no weights
   */
  PendingWeights(int units, int pushes, PhaseClock clock) {
    this.exchanges = new ArrayList<>(Collections.nCopies(units, null));
    this.pulls = new ArrayList<>(Collections.nCopies(units, null));
    this.pushes = new ArrayList<>(Collections.nCopies(pushes, null));
    this.clock = clock;
  }

  /** The unit's next weights come with this exchange. Only after {@link #await} of the unit. */
  void exchanges(int unit, Exchange exchange) {
    exchanges.set(unit, exchange);
  }

  /** The same of the rows of a sparse table. */
  void pulls(int unit, CompletableFuture<Void> rows) {
    pulls.set(unit, rows);
  }

  /** A push that asks for no weights; the same one of the step before is heard of first. */
  void pushes(int index, CompletableFuture<Void> accepted) throws InterruptedException {
    if (pushes.get(index) != null) {
      get(pushes.get(index));
    }
    pushes.set(index, accepted);
  }

  @Override
  public void await(int unit) throws InterruptedException {
    Exchange exchange = exchanges.get(unit);
    if (exchange != null) {
      totals = get(exchange.weights());
      Phase interrupted = clock.enter(Phase.PULL);
      exchange.take();
      clock.enter(interrupted);
      exchanges.set(unit, null);
    }
    if (pulls.get(unit) != null) {
      get(pulls.get(unit));
      pulls.set(unit, null);
    }
  }

  /** Waits for all that is on its way. */
  void awaitAll() throws InterruptedException {
    for (int unit = 0; unit < pulls.size(); unit++) {
      await(unit);
    }
    for (int index = 0; index < pushes.size(); index++) {
      pushes(index, null);
    }
  }

  /** Totals of the step whose weights were awaited last; null before the first. */
  StepTotals totals() {
    return totals;
  }

  /** The future's value; its own failure is thrown, not a wrapper. */
  private <T> T get(CompletableFuture<T> future) throws InterruptedException {
    if (future.isDone()) {
      return value(future);
    }
    Phase interrupted = clock.enter(Phase.WAIT);
    try {
      return value(future);
    } finally {
      clock.enter(interrupted);
    }
  }

  private static <T> T value(CompletableFuture<T> future) throws InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
