package weir.proto.transport;

import io.netty.util.collection.LongObjectHashMap;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/** The requests of one connection that have no answer yet. Thread-safe. */
final class PendingReplies {
  private final LongObjectHashMap<PendingReply> byRequest = new LongObjectHashMap<>();
  private long lastRequest;
  private boolean closed;

  /** Gives the reply a number; false once closed. */
  synchronized boolean register(PendingReply reply) {
    if (closed) {
      return false;
    }
    reply.request = ++lastRequest;
    byRequest.put(reply.request, reply);
    return true;
  }

  /** Takes the reply out; null when it is not (or no longer) waited for. */
  synchronized PendingReply take(long request) {
    return byRequest.remove(request);
  }

  /** Takes out what is past its deadline. */
  synchronized List<PendingReply> takeExpired(long nowNanos) {
    return takeIf(reply -> reply.deadlineNanos - nowNanos <= 0);
  }

  /** Takes everything out; nothing can be registered any more. */
  synchronized List<PendingReply> close() {
    closed = true;
    return takeIf(reply -> true);
  }

  private List<PendingReply> takeIf(Predicate<PendingReply> condition) {
    List<PendingReply> taken = new ArrayList<>();
    Iterator<PendingReply> all = byRequest.values().iterator();
    while (all.hasNext()) {
      PendingReply reply = all.next();
      if (condition.test(reply)) {
        taken.add(reply);
        all.remove();
      }
    }
    return taken;
  }
}
