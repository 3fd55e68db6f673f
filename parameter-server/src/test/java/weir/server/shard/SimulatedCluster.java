package weir.server.shard;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import weir.proto.partition.SumTree;

/**
 * A whole cluster in one thread: from a seed frames are delivered in any order, some twice, answers
 * get lost, connections break, and all workers are restarted from the last complete version.
 */
final class SimulatedCluster {

  /**
   * What goes wrong, as probabilities per event.
   *
   * @param restart of all workers, after which their number may be another
   */
  record Faults(double repeat, double loseAnswer, double reconnect, double restart) {
    static final Faults NONE = new Faults(0, 0, 0, 0);
  }

  /** Far more than a training needs: beyond it somebody waits for ever. */
  private static final int MOST_EVENTS = 100_000;

  private final ShardHarness shard;
  private final Faults faults;
  private final Random random;
  private final List<SimulatedWorker> workers = new ArrayList<>();
  private final List<SimulatedWorker.Envelope> wire = new ArrayList<>();
  private int incarnation;

  SimulatedCluster(ShardHarness shard, Faults faults, long seed) {
    this.shard = shard;
    this.faults = faults;
    this.random = new Random(seed);
  }

  /** Trains {@code steps} steps with at first {@code count} workers; returns the weights. */
  float[] train(int count, long steps) {
    start(count);
    int events = 0;
    while (workers.stream().anyMatch(worker -> worker.step() < steps)) {
      if (++events > MOST_EVENTS) {
        throw new AssertionError("no end after " + events + " events");
      }
      for (SimulatedWorker worker : workers) {
        worker.read(() -> chance(faults.loseAnswer));
        if (!worker.isWaiting() && worker.step() < steps) {
          worker.proceed();
        }
        wire.addAll(worker.outbox);
        worker.outbox.clear();
        if (worker.isWaiting() && chance(faults.reconnect)) {
          worker.reconnect();
        }
      }
      if (wire.isEmpty()) {
        workers.stream().filter(SimulatedWorker::isWaiting).forEach(SimulatedWorker::reconnect);
      } else if (chance(faults.restart)) {
        workers.forEach(SimulatedWorker::breakConnection);
        start(1 + random.nextInt(shard.training.virtualWorkers()));
      } else {
        deliver();
      }
    }
    return shard.weights(steps);
  }

  private void start(int count) {
    SumTree tree = new SumTree(shard.training.virtualWorkers());
    workers.clear();
    long version = shard.completedVersion();
    incarnation++;
    for (int worker = 0; worker < count; worker++) {
      int from = tree.firstLeafOf(worker, count);
      int to = tree.firstLeafOf(worker + 1, count);
      workers.add(new SimulatedWorker(shard, tree.cover(from, to), incarnation, version));
    }
  }

  private void deliver() {
    int at = random.nextInt(wire.size());
    SimulatedWorker.Envelope envelope = wire.get(at);
    if (!chance(faults.repeat)) {
      wire.set(at, wire.get(wire.size() - 1));
      wire.remove(wire.size() - 1);
    }
    shard.send(envelope.from(), envelope.header(), envelope.floats());
  }

  private boolean chance(double probability) {
    return random.nextDouble() < probability;
  }
}
