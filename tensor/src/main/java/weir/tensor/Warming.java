package weir.tensor;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives out the scalar twin until the vector twin is compiled. Until then the Vector API allocates
 * every intermediate vector and is hundreds of times slower than scalar code: first steps would
 * take seconds. A kernel that was asked for {@link #ENOUGH} times is warmed: a thread exercises the
 * vector twin on arrays of its own until it wins. So those that a step needs most come first, and
 * what is called a few times a step does not take the compiler from them. As both twins give the
 * same bits, nobody can tell when the change happens. Thread-safe.
 *
 * @param <K> a kernel
 */
final class Warming<K> implements Supplier<K> {
  /** Calls after which a kernel is worth the second of processor time that warming may take. */
  static final int ENOUGH = 256;

  private static final Logger LOG = LoggerFactory.getLogger(Warming.class);
  private static final int REPEATS = 32;
  private static final int WINS = 8;
  private static final int MAX_ROUNDS = 20_000;
  private static final long IDLE_SECONDS = 1;
  // One kernel at a time, in order: there may be but two cores, and training wants them.
  private static final Executor WARMER =
      new ThreadPoolExecutor(
          0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Warming::thread);

  private final String name;
  private final K scalar;
  private final K vector;
  private final Consumer<K> exercise;
  private final Executor warmer;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile K current;

  /**
   * @param exercise runs a kernel once on small arrays
   */
  Warming(String name, K scalar, K vector, Consumer<K> exercise) {
    this(name, scalar, vector, exercise, WARMER);
  }

  /**
   * @param warmer runs {@link #warm}, once
   */
  Warming(String name, K scalar, K vector, Consumer<K> exercise, Executor warmer) {
    this.name = name;
    this.scalar = scalar;
    this.vector = vector;
    this.exercise = exercise;
    this.warmer = warmer;
    this.current = scalar;
  }

  private static Thread thread(Runnable work) {
    Thread thread = new Thread(work, "weir-warm");
    thread.setDaemon(true);
    return thread;
  }

  /** The twin to use now. */
  @Override
  public K get() {
    K chosen = current;
    if (chosen == scalar && calls.get() < ENOUGH && calls.incrementAndGet() == ENOUGH) {
      warmer.execute(this::warm);
    }
    return chosen;
  }

  /** Exercises the vector twin until it is faster than the scalar one several times in a row. */
  void warm() {
    int wins = 0;
    for (int round = 0; round < MAX_ROUNDS && wins < WINS; round++) {
      wins = nanos(vector) < nanos(scalar) ? wins + 1 : 0;
    }
    if (wins == WINS) {
      current = vector;
    }
    LOG.debug("kernel {}: {}", name, wins == WINS ? "vector" : "scalar stays");
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
