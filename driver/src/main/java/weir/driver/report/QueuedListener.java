package weir.driver.report;

import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.files.Interrupts;

/**
 * Tells a listener in a thread of its own what the training tells this one, in the same order.
 * Where the listener is slow the training waits for room, but drops {@link #progressed}. What the
 * listener throws is reported once for each kind of call, and goes no further. Thread-safe.
 */
public final class QueuedListener implements TrainingListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueuedListener.class);
  private static final int ROOM = 256;
  private static final long CLOSE_MILLIS = 30_000;

  private record Call(String name, Consumer<TrainingListener> told) {}

  private static final Call END = new Call("", listener -> {});

  private final TrainingListener listener;
  private final BlockingQueue<Call> calls = new ArrayBlockingQueue<>(ROOM);
  private final Set<String> failed = ConcurrentHashMap.newKeySet();
  private final Thread thread;

  public QueuedListener(TrainingListener listener) {
    this.listener = listener;
    this.thread = new Thread(this::deliver, "weir-events");
    thread.setDaemon(true);
    thread.start();
  }

  private void deliver() {
    boolean open = true;
    while (open) {
      try {
        Call call = calls.take();
        open = call != END;
        tell(call);
      } catch (InterruptedException e) {
        // Nobody interrupts it but the listener: that is its own affair.
        LOG.debug("interrupted by {}", listener.getClass().getName());
      }
    }
  }

  private void tell(Call call) {
    try {
      call.told().accept(listener);
    } catch (RuntimeException | Error e) {
      if (failed.add(call.name())) {
        LOG.warn(
            "listener {} has failed at {}; the training goes on",
            listener.getClass().getName(),
            call.name(),
            e);
      }
    }
  }

  private void add(String name, Consumer<TrainingListener> told) {
    put(new Call(name, told));
  }

  /** The order of calls is kept even by a thread that is interrupted. */
  private void put(Call call) {
    boolean interrupted = false;
    while (true) {
      try {
        calls.put(call);
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void preparing(PrepareProgress progress) {
    add("preparing", told -> told.preparing(progress));
  }

  @Override
  public void started(TrainingPlan plan) {
    add("started", told -> told.started(plan));
  }

  @Override
  public void progressed(Progress progress) {
    // Comes from event loops, which must not wait; the next one tells more.
    calls.offer(new Call("progressed", told -> told.progressed(progress)));
  }

  @Override
  public void epochEnded(EpochSummary summary) {
    add("epochEnded", told -> told.epochEnded(summary));
  }

  @Override
  public void recovered(Report.Recovery recovery) {
    add("recovered", told -> told.recovered(recovery));
  }

  @Override
  public void noted(String line) {
    add("noted", told -> told.noted(line));
  }

  @Override
  public void ended(Report report) {
    add("ended", told -> told.ended(report));
  }

  /** Waits until the listener has heard everything, but not for ever. */
  @Override
  public void close() {
    put(END);
    Interrupts.join(thread, CLOSE_MILLIS);
    if (thread.isAlive()) {
      LOG.warn("listener {} has not returned", listener.getClass().getName());
    }
  }
}
