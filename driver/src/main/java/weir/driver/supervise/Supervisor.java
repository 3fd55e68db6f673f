package weir.driver.supervise;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import weir.driver.supervise.Action.GiveUp;
import weir.driver.supervise.Action.GiveUp.Reason;

/**
 * Gets a training to its end on a cluster that loses parts of itself: seeks slots, submits workers,
 * waits for them, and when some are lost submits all again from the last step that every server has
 * finished. Replay is exact, so every recovery ends in the same bits.
 *
 * <p>A pure machine: told what happens and when, it says what to do. Every wait has a deadline or
 * is told of again and again, and names who is waited for. Concurrency: one thread.
 */
public final class Supervisor {
  /** What is waited for. */
  private enum Phase {
    /** For slots. */
    SEEKING,
    /** For all workers of an attempt to hold their rows. */
    GATHERING,
    /** For the end of training. */
    TRAINING,
    /** For the end of jobs that were cancelled. */
    ENDING,
    /** For the servers to say how far they are, and for Spark to say which executor is gone. */
    ASKING,
    /** For nothing any more. */
    OVER
  }

  /**
   * Why we end an attempt.
   *
   * @param missing who was waited for in vain; null when it was not a wait that ended
   */
  private record Ending(String why, String missing) {}

  private final Rules rules;
  private final List<LostWorkers> losses = new ArrayList<>();
  private final List<Event.Removed> removedEarly = new ArrayList<>();
  private final Set<Integer> arrived = new HashSet<>();
  private List<Action> actions = new ArrayList<>();
  private Phase phase = Phase.SEEKING;
  private long since;
  private Reminder reminder;
  private long advancedAt;
  private int fruitless;
  private Attempt attempt = new Attempt(0, 0, 0);
  private Gathering gathering = new Gathering(0, 0);
  private Event.Slots slots = new Event.Slots(0, 0, List.of());
  private Ending ending;
  private GiveUp last;

  /** Null: they have not said so yet. */
  private Long serversAt;

  /**
   * @param now in milliseconds of any clock that only rises
   */
  public Supervisor(Rules rules, long now) {
    this.rules = rules;
    this.since = now;
    this.reminder = new Reminder(now, rules.deadlineMillis());
    this.advancedAt = now;
  }

  /** Whether it wants to be told of slots. */
  public boolean watchesSlots() {
    return phase == Phase.SEEKING || phase == Phase.GATHERING;
  }

  /**
   * What to do, in this order, as this has happened.
   *
   * @param now never less than before
   */
  public List<Action> on(long now, Event event) {
    if (phase == Phase.OVER) {
      return List.of();
    }
    actions = new ArrayList<>();
    if (event instanceof Event.OfAttempt told) {
      // An older incarnation's word is not news, nor is one of an attempt that has not begun.
      if (told.incarnation() == attempt.incarnation() && phase != Phase.SEEKING) {
        hear(now, told);
      }
    } else if (event instanceof Event.Slots seen) {
      slots = seen;
    } else if (event instanceof Event.Removed gone) {
      removed(gone);
    } else if (event instanceof Event.Interrupted) {
      interrupted();
    }
    watch(now);
    return List.copyOf(actions);
  }

  private void hear(long now, Event.OfAttempt event) {
    if (event instanceof Event.Moved) {
      gathering.moved(now);
    } else if (event instanceof Event.Greeted hello) {
      gathering.greeted(now, hello);
    } else if (event instanceof Event.Loaded loaded) {
      gathering.loaded(now, loaded.worker());
    } else if (event instanceof Event.Ready ready) {
      ready(now, ready.worker());
    } else if (event instanceof Event.Arrived there) {
      arrived(now, there.worker());
    } else if (event instanceof Event.Reported report) {
      reported(now, report);
    } else if (event instanceof Event.Ended ended) {
      ended(ended.steps());
    } else if (event instanceof Event.Failed failed) {
      failed(now, failed.cause());
    } else if (event instanceof Event.ServersAt at) {
      serversAt = at.step();
    } else if (event instanceof Event.ServersGone gone) {
      serversGone(gone.text());
    }
  }

  /** What time alone brings about. */
  private void watch(long now) {
    switch (phase) {
      case SEEKING -> seek(now);
      case GATHERING -> gather(now);
      case TRAINING -> train(now);
      case ENDING -> end(now);
      case ASKING -> ask(now);
      case OVER -> {}
    }
  }

  private void enter(Phase next, long now) {
    phase = next;
    since = now;
    reminder = new Reminder(now, rules.deadlineMillis());
  }

  // Seeking slots.

  private void seek(long now) {
    long waited = now - since;
    if (slots.free() >= rules.workers()) {
      if (waited >= rules.pauseMillis(fruitless)) {
        submit(now, rules.workers());
      }
      return;
    }
    boolean overdue = waited >= rules.deadlineMillis();
    if (slots.total() < rules.workers() && !rules.growing() || overdue) {
      settle(now);
    }
    if (phase == Phase.SEEKING) {
      tell(now, slots.waiting(rules.workers()));
    }
  }

  /** As many slots as wanted will not come in time. */
  private void settle(long now) {
    int wanted = rules.workers();
    boolean first = attempt.incarnation() == 0;
    if (first && slots.total() < wanted) {
      giveUp(Reason.USERS_INPUT, tooFew(now));
    } else if (!first && slots.free() > 0) {
      submit(now, slots.free());
    } else if (slots.holders().isEmpty() && slots.total() > 0) {
      // Whoever holds them is none of ours: Spark knows better, and the hello has a deadline.
      submit(now, Math.min(wanted, slots.total()));
    } else if (slots.holders().isEmpty()) {
      giveUp(Reason.FAILED, tooFew(now));
    }
  }

  private String tooFew(long now) {
    return String.format(
        Locale.ROOT,
        "cluster.workers=%d (expected: <= %d, the slots left after %s); start executors, or raise"
            + " cluster.deadlineSeconds",
        rules.workers(),
        slots.total(),
        seconds(now - since));
  }

  private void submit(long now, int workers) {
    attempt = new Attempt(attempt.incarnation() + 1, workers, attempt.startStep());
    gathering = new Gathering(workers, now);
    arrived.clear();
    removedEarly.clear(); // none of its workers can run there
    serversAt = null;
    enter(Phase.GATHERING, now);
    if (workers < rules.workers()) {
      actions.add(
          new Action.Tell(
              String.format(
                  Locale.ROOT,
                  "%d of %d slots are there; going on with %d workers",
                  workers,
                  rules.workers(),
                  workers)));
    }
    actions.add(new Action.Submit(attempt));
  }

  // Gathering workers.

  private void ready(long now, int worker) {
    gathering.ready(worker);
    if (phase == Phase.GATHERING && gathering.complete()) {
      enter(Phase.TRAINING, now);
      for (LostWorkers loss : losses) {
        actions.add(
            new Action.Recovered(attempt.startStep(), loss.cause(), loss.who(), loss.since()));
      }
      losses.clear();
      actions.add(new Action.Start(attempt));
    }
  }

  private void gather(long now) {
    List<Integer> missing = gathering.missing();
    if (!missing.isEmpty()) {
      boolean held = !slots.holders().isEmpty() && slots.free() < missing.size();
      if (held) {
        tell(now, slots.waiting(rules.workers()));
      } else if (now - gathering.movedAt() >= rules.deadlineMillis()) {
        retry(now, missing, " said no hello", now - gathering.movedAt());
      }
      return;
    }
    List<Integer> stuck = gathering.stuck(now - rules.deadlineMillis());
    if (!stuck.isEmpty()) {
      retry(now, stuck, " loaded no rows", rules.deadlineMillis());
    }
  }

  // Training.

  private void arrived(long now, int worker) {
    if (arrived.isEmpty()) {
      since = now;
    }
    arrived.add(worker);
    if (arrived.size() == attempt.workers()) {
      arrived.clear();
    }
  }

  private void train(long now) {
    long longest = Rules.EPOCH_END_DEADLINES * rules.deadlineMillis();
    if (!arrived.isEmpty() && now - since >= longest) {
      List<Integer> missing =
          IntStream.range(0, attempt.workers()).filter(w -> !arrived.contains(w)).boxed().toList();
      retry(now, missing, " did not reach the end of the epoch", now - since);
    }
  }

  // Endings.

  private void interrupted() {
    if (phase != Phase.SEEKING) {
      actions.add(new Action.Cancel(attempt, "interrupted"));
    }
    giveUp(Reason.INTERRUPTED, "the training was interrupted");
  }

  private void reported(long now, Event.Reported report) {
    if (last != null) {
      return; // the first one counts
    }
    last = GiveUp.of(report);
    if (phase == Phase.ASKING) {
      giveUp(last.reason(), last.line());
    } else if (phase != Phase.ENDING) {
      cancel(now, new Ending(last.line(), null));
    }
  }

  private void retry(long now, List<Integer> missing, String what, long millis) {
    String names = gathering.named(missing);
    cancel(now, new Ending(names + what + " for " + seconds(millis), names));
  }

  private void cancel(long now, Ending reason) {
    ending = reason;
    enter(Phase.ENDING, now);
    actions.add(new Action.Cancel(attempt, reason.why()));
  }

  private void ended(long steps) {
    if (last != null) {
      giveUp(last.reason(), last.line());
      return;
    }
    phase = Phase.OVER;
    actions.add(new Action.Finish(steps));
  }

  private void failed(long now, Cause cause) {
    if (phase == Phase.ASKING) {
      return; // told twice
    }
    if (last != null) {
      giveUp(last.reason(), last.line());
      return;
    }
    boolean ours = phase == Phase.ENDING;
    switch (cause.kind()) {
      case USERS_INPUT -> giveUp(Reason.USERS_INPUT, cause.text());
      case DEFECT -> giveUp(Reason.FAILED, cause.text());
      case CANCELLED, LOSS -> {
        if (cause.kind() == Cause.Kind.CANCELLED && !ours) {
          giveUp(Reason.FAILED, "the training was cancelled: " + cause.text());
          return;
        }
        if (ours) {
          lost(now, new Cause(Cause.Kind.LOSS, ending.why()), ending.missing());
        } else {
          lost(now, cause, null);
        }
      }
    }
  }

  private void end(long now) {
    if (now - since < rules.deadlineMillis()) {
      return;
    }
    if (last != null) {
      giveUp(last.reason(), last.line());
    } else {
      giveUp(
          Reason.FAILED,
          "Spark has not ended the jobs of the workers for "
              + seconds(now - since)
              + "; they were cancelled as "
              + ending.why());
    }
  }

  // Losses.

  private void lost(long now, Cause cause, String missing) {
    losses.add(new LostWorkers(cause, missing, now, attempt.workers(), gathering.hosts()));
    removedEarly.forEach(this::attribute);
    removedEarly.clear();
    enter(Phase.ASKING, now);
    actions.add(new Action.AskServers(attempt));
  }

  private void removed(Event.Removed gone) {
    if (losses.isEmpty()) {
      removedEarly.add(gone);
    } else {
      attribute(gone);
    }
  }

  /** To the last loss whose workers ran there, or else may have. */
  private void attribute(Event.Removed gone) {
    LostWorkers owner = null;
    for (LostWorkers loss : losses) {
      boolean ran = loss.ranOn(gone.executor());
      if (ran || loss.ranAnywhere() && (owner == null || !owner.ranOn(gone.executor()))) {
        owner = loss;
      }
    }
    if (owner != null) {
      owner.removed(gone);
    }
  }

  private void serversGone(String text) {
    giveUp(Reason.FAILED, "the servers do not answer after a loss: " + text);
  }

  private void ask(long now) {
    long waited = now - since;
    LostWorkers loss = losses.get(losses.size() - 1);
    if (serversAt == null) {
      if (waited >= 2 * rules.deadlineMillis()) {
        serversGone("no answer for " + seconds(waited));
      }
      return;
    }
    if (rules.growing() && !loss.explained() && waited < Rules.REMOVAL_MILLIS) {
      return;
    }
    if (serversAt > attempt.startStep()) {
      fruitless = 0;
      advancedAt = loss.since();
    } else {
      fruitless++;
    }
    if (fruitless >= Rules.MOST_FRUITLESS && now - advancedAt >= rules.patienceMillis()) {
      giveUp(
          Reason.FAILED,
          String.format(
              Locale.ROOT,
              "workers were lost %d times at step %d; the last cause: %s",
              fruitless,
              serversAt,
              loss.cause()));
      return;
    }
    actions.add(new Action.Lost(serversAt, loss.cause(), loss.who(), loss.since()));
    attempt = new Attempt(attempt.incarnation(), attempt.workers(), serversAt);
    slots = new Event.Slots(0, 0, List.of());
    enter(Phase.SEEKING, now);
  }

  private void giveUp(Reason reason, String line) {
    phase = Phase.OVER;
    actions.add(new GiveUp(reason, line));
  }

  private void tell(long now, String line) {
    if (reminder.due(now)) {
      actions.add(new Action.Tell(line));
    }
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
  }
}
