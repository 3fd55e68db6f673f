package weir.tensor;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the scalar twin until the vector twin is compiled. Until then the Vector API allocates every
 * intermediate vector and is hundreds of times slower than scalar code: first steps would take
 * seconds. The first call starts a thread that exercises the vector twin on arrays of its own until
 * it wins. As both give the same bits, nobody can tell when the change happens. Thread-safe.
 */
final class WarmingSweep implements Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(WarmingSweep.class);
  private static final int LENGTH = 512;
  private static final int REPEATS = 32;
  private static final int WINS = 8;
  private static final int MAX_ROUNDS = 20_000;
  // One function warms at a time: there may be but two cores, and training wants them.
  private static final Object TURN = new Object();

  private final String name;
  private final Sweep scalar;
  private final Sweep vector;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile Sweep current;

  WarmingSweep(String name, Sweep scalar, Sweep vector) {
    this.name = name;
    this.scalar = scalar;
    this.vector = vector;
    this.current = scalar;
  }

  @Override
  public void run(float[] x, int xOffset, float[] y, int yOffset, int length) {
    Sweep chosen = current;
    if (chosen == scalar && !started.get() && started.compareAndSet(false, true)) {
      Thread thread = new Thread(this::warm, "weir-warm-" + name);
      thread.setDaemon(true);
      thread.start();
    }
    chosen.run(x, xOffset, y, yOffset, length);
  }

  /** Exercises the vector twin until it is faster than the scalar one several times in a row. */
  void warm() {
    synchronized (TURN) {
      float[] x = new float[LENGTH];
      float[] y = new float[LENGTH];
      for (int i = 0; i < LENGTH; i++) {
        x[i] = (i - LENGTH / 2) * 0.03f;
      }
      int wins = 0;
      for (int round = 0; round < MAX_ROUNDS && wins < WINS; round++) {
        wins = nanos(vector, x, y) < nanos(scalar, x, y) ? wins + 1 : 0;
      }
      if (wins == WINS) {
        current = vector;
      }
      LOG.debug("elementwise kernel {}: {}", name, wins == WINS ? "vector" : "scalar stays");
    }
  }

  boolean isWarm() {
    return current == vector;
  }

  private static long nanos(Sweep sweep, float[] x, float[] y) {
    long start = System.nanoTime();
    for (int repeat = 0; repeat < REPEATS; repeat++) {
      sweep.run(x, 0, y, 0, LENGTH);
    }
    return System.nanoTime() - start;
  }
}
