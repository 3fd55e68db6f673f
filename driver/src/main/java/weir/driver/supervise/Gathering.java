package weir.driver.supervise;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The workers of one attempt on their way to the first step: packed for, greeted, loading, ready.
 * One thread.
 */
final class Gathering {
  private final int workers;
  private final Map<Integer, Event.Greeted> greeted = new TreeMap<>();
  private final Map<Integer, Long> loadedAt = new HashMap<>();
  private final Set<Integer> ready = new HashSet<>();
  private long movedAt;

  Gathering(int workers, long now) {
    this.workers = workers;
    this.movedAt = now;
  }

  void moved(long now) {
    movedAt = now;
  }

  void greeted(long now, Event.Greeted hello) {
    greeted.put(hello.worker(), hello);
    loadedAt.put(hello.worker(), now);
    movedAt = now;
  }

  void loaded(long now, int worker) {
    loadedAt.put(worker, now);
  }

  void ready(int worker) {
    ready.add(worker);
  }

  boolean complete() {
    return ready.size() == workers;
  }

  /** Who has said hello, by worker. */
  Map<Integer, Event.Greeted> hosts() {
    return Map.copyOf(greeted);
  }

  /** Workers that have not said hello. */
  List<Integer> missing() {
    return IntStream.range(0, workers)
        .filter(worker -> !greeted.containsKey(worker))
        .boxed()
        .toList();
  }

  /** Since when nothing has brought the missing workers nearer. */
  long movedAt() {
    return movedAt;
  }

  /** Those that load and hold no more rows than at {@code since}. */
  List<Integer> stuck(long since) {
    return greeted.keySet().stream()
        .filter(worker -> !ready.contains(worker) && loadedAt.get(worker) <= since)
        .toList();
  }

  /** Workers with where they run, as far as they have said so. */
  String named(List<Integer> some) {
    return some.stream()
        .map(
            worker ->
                greeted.containsKey(worker)
                    ? "worker " + worker + " on " + greeted.get(worker).host()
                    : "worker " + worker)
        .collect(Collectors.joining(", "));
  }
}
