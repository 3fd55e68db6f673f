package weir.worker.train;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.tensor.RandomStream;
import weir.worker.data.Batch;
import weir.worker.loss.LossTotals;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.UnitReady;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Trains a network of its own on a few drawn rows while the job's rows are still being read, so
 * that its classes are loaded, its code compiled and its kernels warm when the first step comes.
 * Nothing of it reaches the training. A thread of its own, which takes half of a processor and ends
 * by itself; a network that would need much memory or time is not rehearsed. Thread-safe.
 */
public final class Rehearsal implements AutoCloseable {
  /** Enough for kernels that each row calls, far too few for those that a step calls once. */
  static final int PASSES = 64;

  private static final Logger LOG = LoggerFactory.getLogger(Rehearsal.class);
  private static final int ROWS = 4;

  /** Of weights, and of what the rows take in the layers. */
  private static final long MOST_FLOATS = 1 << 22;

  private static final UnitReady UNHEARD = (unit, end) -> {};

  private final Thread thread;
  private volatile boolean over;
  private volatile int passes;

  private Rehearsal(Network network) {
    // Held by the thread alone, which lets go of it at its end.
    this.thread = new Thread(() -> run(network), "weir-rehearsal");
    thread.setDaemon(true);
  }

  /**
   * Starts it.
   *
   * @param spec need not be the job's to the last number: a guess of its input does
   * @throws IllegalArgumentException when the layers do not fit together
   */
  public static Rehearsal start(NetworkSpec spec) {
    Rehearsal rehearsal = new Rehearsal(new Network(spec));
    rehearsal.thread.start();
    return rehearsal;
  }

  private void run(Network network) {
    try {
      if (network.vectorLength() + ROWS * network.floatsPerRow() <= MOST_FLOATS) {
        rehearse(network);
      }
    } catch (InterruptedException | RuntimeException e) {
      // What is wrong with the job is told where it is checked.
      LOG.debug("no rehearsal", e);
    }
  }

  private void rehearse(Network network) throws InterruptedException {
    float[] weights = new float[network.vectorLength()];
    float[] gradient = new float[weights.length];
    network.initialize(0, weights);
    Batch batch = batch(network);
    LossTotals totals = new LossTotals();
    for (int pass = 0; pass < PASSES && !over; pass++) {
      long start = System.nanoTime();
      network.forward(weights, batch, new Pass(true, 0, pass, 0, 0), UnitGate.OPEN);
      network.loss(totals);
      network.backward(gradient, false, UNHEARD);
      passes = pass + 1;
      // Whoever starts and reads wants the processor too.
      TimeUnit.NANOSECONDS.sleep(System.nanoTime() - start);
    }
  }

  /** Zeros and ones, which are numbers and ids as well. */
  private static Batch batch(Network network) {
    Batch batch = new Batch(ROWS, network.inputWidth(), network.targetWidth(), false);
    batch.rows(ROWS);
    RandomStream random = new RandomStream(0, 0, 0, 0);
    for (int i = 0; i < batch.values().length; i++) {
      batch.values()[i] = random.below(i, 2);
    }
    return batch;
  }

  /** Waits until it has ended by itself. */
  public void join() throws InterruptedException {
    thread.join();
  }

  /** How often the network was trained so far. */
  int passes() {
    return passes;
  }

  /** Ends it, within a pass; does not wait. */
  @Override
  public void close() {
    over = true;
  }
}
