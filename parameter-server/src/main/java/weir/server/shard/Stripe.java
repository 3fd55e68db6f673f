package weir.server.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The parts of a shard with one owner, and the memory they share. The owner does one piece of work
 * at a time; everything but {@link #run} is part of one.
 */
final class Stripe {
  private final Executor owner;
  private final ShardCounters counters;
  private final LongSupplier nanoTime;
  private final SlotPool slots = new SlotPool();
  private final Answers answers = new Answers();
  private final List<PartState> parts = new ArrayList<>();

  Stripe(Executor owner, ShardCounters counters, LongSupplier nanoTime) {
    this.owner = owner;
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

  /** Has the owner do it. */
  void run(Runnable action) {
    owner.execute(action);
  }
}
