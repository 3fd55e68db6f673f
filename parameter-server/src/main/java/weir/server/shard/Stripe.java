package weir.server.shard;

import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The parts of a shard that one event loop owns, with the memory they share. Everything but {@link
 * #run} happens on that loop.
 */
final class Stripe {
  private final EventExecutor loop;
  private final ShardCounters counters;
  private final LongSupplier nanoTime;
  private final SlotPool slots = new SlotPool();
  private final Answers answers = new Answers();
  private final List<PartState> parts = new ArrayList<>();

  Stripe(EventExecutor loop, ShardCounters counters, LongSupplier nanoTime) {
    this.loop = loop;
    this.counters = counters;
    this.nanoTime = nanoTime;
  }

  ShardCounters counters() {
    return counters;
  }

  LongSupplier nanoTime() {
    return nanoTime;
  }

  SlotPool slots() {
    return slots;
  }

  Answers answers() {
    return answers;
  }

  void add(PartState part) {
    parts.add(part);
  }

  void each(Consumer<PartState> action) {
    parts.forEach(action);
  }

  /** Forgets the parts. */
  void clear() {
    parts.clear();
  }

  /** Runs on the owning loop, at once when this is it. */
  void run(Runnable action) {
    if (loop.inEventLoop()) {
      action.run();
    } else {
      loop.execute(action);
    }
  }
}
