package weir.ml;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The uid of a stage while its superclasses are constructed: they make params, which ask for it,
 * before any field of a Java class can be set.
 */
final class Uids {
  private static final ThreadLocal<Deque<String>> PENDING =
      ThreadLocal.withInitial(ArrayDeque::new);

  /** A uid that waits for its stage. */
  record Handed(String uid) {
    /** For the first statement after the superclass is there. */
    String take() {
      Deque<String> pending = PENDING.get();
      pending.pop();
      if (pending.isEmpty()) {
        PENDING.remove();
      }
      return uid;
    }
  }

  private Uids() {}

  /** For an argument of the constructor that calls the superclass next. */
  static Handed hand(String uid) {
    PENDING.get().push(uid);
    return new Handed(uid);
  }

  /** The uid of the stage that is under construction on this thread. */
  static String pending() {
    return PENDING.get().peek();
  }
}
