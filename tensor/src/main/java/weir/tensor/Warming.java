package weir.tensor;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out the scalar twin until the vector twin is compiled. Until then the Vector API allocates
 * every intermediate vector and is hundreds of times slower than scalar code: first steps would
 * take seconds. The first call starts a thread that exercises the vector twin on arrays of its own
 * until it wins. As both give the same bits, nobody can tell when the change happens. Thread-safe.
 *
 * @param <K> a kernel
 */
final class Warming<K> implements Supplier<K> {
  private static final Logger LOG = LoggerFactory.getLogger(Warming.class);
  private static final int REPEATS = 32;
  private static final int WINS = 8;
  private static final int MAX_ROUNDS = 20_000;
  // One kernel warms at a time: there may be but two cores, and training wants them.
  private static final Object TURN = new Object();

  private final String name;
  private final K scalar;
  private final K vector;
  private final Consumer<K> exercise;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile K current;

  /**
   * @param exercise runs a kernel once on small arrays
   */
  Warming(String name, K scalar, K vector, Consumer<K> exercise) {
    this.name = name;
    this.scalar = scalar;
    this.vector = vector;
    this.exercise = exercise;
    this.current = scalar;
  }

  /** The twin to use now. */
  @Override
  public K get() {
    K chosen = current;
    if (chosen == scalar && !started.get() && started.compareAndSet(false, true)) {
      Thread thread = new Thread(this::warm, "weir-warm-" + name);
      thread.setDaemon(true);
      thread.start();
    }
    return chosen;
  }

  /** Exercises the vector twin until it is faster than the scalar one several times in a row. */
  void warm() {
    synchronized (TURN) {
      int wins = 0;
      for (int round = 0; round < MAX_ROUNDS && wins < WINS; round++) {
        wins = nanos(vector) < nanos(scalar) ? wins + 1 : 0;
      }
      if (wins == WINS) {
        current = vector;
      }
      LOG.debug("kernel {}: {}", name, wins == WINS ? "vector" : "scalar stays");
    }
  }

  boolean isWarm() {
    return current == vector;
  }

  private long nanos(K kernel) {
    long start = System.nanoTime();
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      exercise.accept(kernel);
    }
    return System.nanoTime() - start;
  }
}
