package weir.driver.job;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
import weir.driver.report.Report.Recovery;
import weir.driver.supervise.Action;
import weir.driver.supervise.Event;
import weir.driver.supervise.Supervisor;
import weir.proto.client.ParameterClient.Completed;

/**
 * Feeds a {@link Supervisor} with what happens and carries out what it says. Events come from any
 * thread; the machine runs in the one that called {@link #run}.
 */
final class Supervision {
  private static final Logger LOG = LoggerFactory.getLogger(Supervision.class);
  private static final long TICK_MILLIS = 50;

  /** What the machine's actions work on. */
  record Parts(
      Cluster cluster,
      Coordinator coordinator,
      Supplier<CompletableFuture<Completed>> completed,
      RunEvents events) {}

  private final Supervisor machine;
  private final Parts parts;
  private final BlockingQueue<Event> inbox;

  Supervision(Supervisor machine, Parts parts, BlockingQueue<Event> inbox) {
    this.machine = machine;
    this.parts = parts;
    this.inbox = inbox;
  }

  /** Milliseconds of a clock that only rises. */
  static long now() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  /**
   * Trains to the end.
   *
   * @return how many steps the training has had
   * @throws UserInputException when the user must mend something
   * @throws DivergedException when the loss is no number any more
   * @throws TrainingFailedException when training cannot go on
   */
  long run() throws InterruptedException {
    while (true) {
      Event event = next();
      for (Action action : machine.on(now(), event)) {
        if (action instanceof Action.Finish end) {
          return end.steps();
        }
        if (action instanceof Action.GiveUp end) {
          throw failure(end);
        }
        carryOut(action);
      }
    }
  }

  private Event next() {
    try {
      Event event = inbox.poll(TICK_MILLIS, TimeUnit.MILLISECONDS);
      if (event != null) {
        return event;
      }
      return machine.watchesSlots() ? parts.cluster().slots() : new Event.Tick();
    } catch (InterruptedException e) {
      return new Event.Interrupted();
    }
  }

  private void carryOut(Action action) {
    if (action instanceof Action.Submit submit) {
      parts.coordinator().begin(submit.attempt());
      parts.cluster().submit(submit.attempt());
    } else if (action instanceof Action.Start start) {
      parts.events().began(start.attempt().startStep());
      parts.coordinator().start();
    } else if (action instanceof Action.Cancel cancel) {
      LOG.debug("attempt {} is ended: {}", cancel.attempt().incarnation(), cancel.why());
      parts.cluster().cancel(cancel.attempt(), cancel.why());
    } else if (action instanceof Action.AskServers ask) {
      int incarnation = ask.attempt().incarnation();
      parts
          .completed()
          .get()
          .whenComplete((answer, failure) -> inbox.add(heard(incarnation, answer, failure)));
    } else if (action instanceof Action.Lost lost) {
      LOG.warn("{}: {}; going on from step {}", lost.cause(), lost.who(), lost.step());
    } else if (action instanceof Action.Recovered recovered) {
      recovered(recovered);
    } else if (action instanceof Action.Tell tell) {
      parts.events().noted(tell.line());
    }
  }

  private void recovered(Action.Recovered loss) {
    double seconds = (now() - loss.sinceMillis()) * 1e-3;
    Recovery recovery = new Recovery(loss.step(), loss.cause(), loss.who(), seconds);
    parts.coordinator().recovered(recovery);
    parts.events().recovered(recovery);
  }

  private Event heard(int incarnation, Completed answer, Throwable failure) {
    if (failure != null) {
      return new Event.ServersGone(incarnation, Causes.root(failure));
    }
    parts.coordinator().reached(answer);
    return new Event.ServersAt(incarnation, answer.version());
  }

  private RuntimeException failure(Action.GiveUp end) throws InterruptedException {
    Throwable cause = parts.cluster().failure();
    return switch (end.reason()) {
      case INTERRUPTED -> throw new InterruptedException(end.line());
      case USERS_INPUT -> new UserInputException(end.line(), cause);
      case DIVERGED -> new DivergedException(end.line(), cause);
      case FAILED -> new TrainingFailedException(end.line(), cause);
    };
  }
}
