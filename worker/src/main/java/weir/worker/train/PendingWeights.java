package weir.worker.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import weir.proto.client.Phase;
import weir.proto.client.StepTotals;
import weir.worker.nn.UnitGate;

/**
 * The weights that are on their way, unit by unit: the forward pass waits here for the unit it is
 * about to read, and for no other. One thread only.
 */
final class PendingWeights implements UnitGate {
  private final List<CompletableFuture<?>> pulls;
  private final List<CompletableFuture<Void>> pushes;
  private final PhaseClock clock;
  private StepTotals totals;

  /**
   * @param pushes most pushes of a step that ask for no weights
   */
  PendingWeights(int units, int pushes, PhaseClock clock) {
    this.pulls = new ArrayList<>(Collections.nCopies(units, null));
    this.pushes = new ArrayList<>(Collections.nCopies(pushes, null));
    this.clock = clock;
  }

  /**
   * The unit's next weights come with this future, and what the root saw where it is {@link
   * StepTotals}. Only after {@link #await} of the unit.
   */
  void pulls(int unit, CompletableFuture<?> answer) {
    pulls.set(unit, answer);
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
    CompletableFuture<?> answer = pulls.get(unit);
    if (answer != null) {
      if (get(answer) instanceof StepTotals seen) {
        totals = seen;
      }
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
