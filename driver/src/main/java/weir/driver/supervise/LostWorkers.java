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
  private final long since;
  private final int workers;
  private final Map<Integer, Event.Greeted> hosts;
  private final List<Event.Removed> removed = new ArrayList<>();

  /**
   * @param workers of the attempt that was lost
   * @param hosts of those that had said hello
   */
  LostWorkers(Cause cause, long since, int workers, Map<Integer, Event.Greeted> hosts) {
    this.cause = cause;
    this.workers = workers;
    this.since = since;
    this.hosts = new HashMap<>(hosts);
  }

  /** True when a worker of this loss ran there, or may have: not all have said where they were. */
  boolean ranOn(String executor) {
    return hosts.size() < workers
        || hosts.values().stream().anyMatch(hello -> hello.executor().equals(executor));
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

  /** The executors that are gone, and the workers that went with them. */
  String who() {
    return removed.isEmpty()
        ? "a worker"
        : removed.stream().map(this::named).collect(Collectors.joining("; "));
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
