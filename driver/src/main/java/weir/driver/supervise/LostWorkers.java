package weir.driver.supervise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One loss until it is made up for: who ran where, and which executors Spark has removed since, so
 * that a late word still counts for the loss that it belongs to. One thread.
 */
final class LostWorkers {
  private final Cause cause;
  private final String missing;
  private final long since;
  private final int workers;
  private final Map<Integer, Event.Greeted> hosts;
  private final List<Event.Removed> removed = new ArrayList<>();

  /**
   * @param missing workers that were waited for in vain; null when it was not a wait that ended
   * @param workers of the attempt that was lost
   * @param hosts of those that had said hello
   */
  LostWorkers(
      Cause cause, String missing, long since, int workers, Map<Integer, Event.Greeted> hosts) {
    this.cause = cause;
    this.missing = missing;
    this.since = since;
    this.workers = workers;
    this.hosts = new HashMap<>(hosts);
  }

  /** True when a worker of this loss ran there. */
  boolean ranOn(String executor) {
    return hosts.values().stream().anyMatch(hello -> hello.executor().equals(executor));
  }

  /** True when a worker of this loss may have run anywhere: it has not said where. */
  boolean ranAnywhere() {
    return hosts.size() < workers;
  }

  void removed(Event.Removed executor) {
    removed.add(executor);
  }

  boolean explained() {
    return !removed.isEmpty();
  }

  long since() {
    return since;
  }

  String cause() {
    return removed.isEmpty() ? cause.text() : "executor lost";
  }

  /** The executors that are gone and the workers that went with them, as far as they are known. */
  String who() {
    if (removed.isEmpty()) {
      return missing == null ? "a worker" : missing;
    }
    return removed.stream().map(this::named).collect(Collectors.joining("; "));
  }

  private String named(Event.Removed gone) {
    String workers =
        hosts.values().stream()
            .filter(hello -> hello.executor().equals(gone.executor()))
            .map(hello -> "worker " + hello.worker())
            .sorted()
            .collect(Collectors.joining(", "));
    String executor = "executor " + gone.executor() + " (" + gone.reason() + ")";
    return workers.isEmpty() ? executor : workers + " on " + executor;
  }
}
