package weir.server.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import weir.proto.message.FrameType;
import weir.proto.transport.Connection;

/** Requests of one chunk that wait for a version, or for norms. Concurrency: one thread. */
final class Parking {

  /**
   * A waiting request.
   *
   * @param version the version it waits for; a push of step t waits for t + 1
   * @param repeated the push had been counted before
   * @param rows ids of the rows of a table that are wanted; null where whole chunks are
   */
  record Parked(Request request, long version, boolean repeated, long sinceNanos, int[] rows) {
    boolean isPush() {
      return request.header().getType() == FrameType.PUSH_PULL;
    }
  }

  private final List<Parked> list = new ArrayList<>();

  void add(Parked parked) {
    list.add(parked);
  }

  boolean isEmpty() {
    return list.isEmpty();
  }

  /** Takes out those that fit; the others keep their order. */
  void take(Predicate<Parked> fits, Consumer<Parked> action) {
    for (int i = 0; i < list.size(); ) {
      Parked parked = list.get(i);
      if (fits.test(parked)) {
        list.remove(i);
        action.accept(parked);
      } else {
        i++;
      }
    }
  }

  /** Requests of a closed connection wait no longer. */
  void forget(Connection connection) {
    list.removeIf(parked -> parked.request.connection() == connection);
  }
}
