package weir.proto.transport;

import java.util.ArrayDeque;

/**
 * Inside one JVM a frame is handled on the thread that sends it. What is sent meanwhile, answers
 * above all, waits until that frame is done: nobody is called back in the middle of his work, or
 * while he holds what another thread may wait for. Thread-safe; each thread has turns of its own.
 */
final class Turns {
  private static final class Turn {
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private boolean taken;
  }

  private final ThreadLocal<Turn> turns = ThreadLocal.withInitial(Turn::new);

  /**
   * Runs the action, then all that it has left; inside a turn only leaves it. What is left may be
   * another worker's answer: it is run whatever was thrown before it, the first of which is thrown
   * in the end.
   */
  void take(Runnable action) {
    Turn turn = turns.get();
    if (turn.taken) {
      turn.waiting.add(action);
      return;
    }
    turn.taken = true;
    Throwable first = null;
    for (Runnable next = action; next != null; next = turn.waiting.poll()) {
      try {
        next.run();
      } catch (RuntimeException | Error failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    turn.taken = false;
    if (first instanceof Error error) {
      throw error;
    }
    if (first != null) {
      throw (RuntimeException) first;
    }
  }

  /** Leaves an action for the end of this thread's turn; false outside of one. */
  boolean leave(Runnable action) {
    Turn turn = turns.get();
    return turn.taken && turn.waiting.add(action);
  }
}
