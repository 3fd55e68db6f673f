package weir.driver.supervise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import weir.proto.client.CoordinatorClient.FailureKind;

/**
 * A training on a cluster that exists in one thread only: executors that are killed, stop and wake,
 * slots that others hold, rows that load slowly or not at all, users who cancel. Time jumps from
 * one event to the next. Checks after each what must always hold.
 */
final class SimulatedRun {
  static final int DEADLINE = 60_000;
  static final int PATIENCE = 300_000;
  private static final long LONGEST_SILENCE = Rules.EPOCH_END_DEADLINES * DEADLINE + 20_000;
  private static final long HORIZON = 40_000_000;
  private static final int EXECUTORS = 3;

  /** What a schedule may hold, beside losses. */
  enum Trouble {
    NONE,
    CANCEL,
    INTERRUPT,
    USERS_INPUT,
    DIVERGENCE,
    DEFECT_PACKING,
    SERVERS_GONE,
    SECOND_TRAINING
  }

  private final Random random;
  private final Rules rules = new Rules(2, DEADLINE, PATIENCE, true);
  private final Supervisor machine = new Supervisor(rules, 0);
  private final TreeMap<Long, List<Runnable>> agenda = new TreeMap<>();
  private final int steps;
  private final Trouble trouble;
  private final boolean[] alive = new boolean[EXECUTORS];
  private final boolean[] stopped = new boolean[EXECUTORS];
  private final int[] busy = new int[EXECUTORS];
  private int othersHold;
  private long now;
  private long spokenAt;
  private long movedAt;
  private long servers;
  private Attempt running;
  private boolean started;
  private int lastIncarnation;
  private boolean mayNotSubmit;
  private final Map<Integer, Integer> places = new HashMap<>();
  private final Set<Integer> ready = new HashSet<>();
  private int fruitless;
  private long advancedAt;
  private long submittedFrom;
  final List<String> log = new ArrayList<>();
  Action end;

  SimulatedRun(long seed) {
    random = new Random(seed);
    steps = 5 + random.nextInt(40);
    trouble =
        random.nextInt(3) > 0
            ? Trouble.NONE
            : Trouble.values()[random.nextInt(Trouble.values().length)];
    for (int executor = 0; executor < EXECUTORS; executor++) {
      alive[executor] = executor < 2 || random.nextBoolean();
    }
    int losses = random.nextInt(6);
    for (int loss = 0; loss < losses; loss++) {
      int executor = random.nextInt(EXECUTORS);
      long when = random.nextInt(200_000);
      if (random.nextInt(3) == 0) {
        at(when, () -> stop(executor));
      } else {
        at(when, () -> kill(executor));
      }
    }
    switch (trouble) {
      case CANCEL -> at(random.nextInt(100_000), () -> cancelledBySomebody());
      case INTERRUPT -> at(random.nextInt(100_000), () -> interrupt());
      case SECOND_TRAINING -> {
        othersHold = 2;
        at(30_000 + random.nextInt(600_000), () -> othersHold = 0);
      }
      default -> {}
    }
    tick();
  }

  Trouble trouble() {
    return trouble;
  }

  /** Runs to the end; throws where something does not hold. */
  void run() {
    while (end == null && now < HORIZON) {
      Map.Entry<Long, List<Runnable>> next = agenda.pollFirstEntry();
      now = next.getKey();
      next.getValue().forEach(Runnable::run);
      long quiet = now - Math.max(spokenAt, movedAt);
      require(quiet <= LONGEST_SILENCE, "silence for " + quiet);
    }
    require(end != null, "no end");
    require(machine.on(now, new Event.Tick()).isEmpty(), "acts after its end");
    if (end instanceof Action.Finish finish) {
      require(finish.steps() == steps, "ends after " + finish.steps() + " of " + steps);
      require(servers == steps, "servers at " + servers);
    } else {
      judge((Action.GiveUp) end);
    }
  }

  private void judge(Action.GiveUp gave) {
    switch (gave.reason()) {
      case INTERRUPTED -> require(trouble == Trouble.INTERRUPT, "nobody interrupted");
      case USERS_INPUT ->
          require(
              trouble == Trouble.USERS_INPUT || gave.line().startsWith("cluster.workers="),
              "no input to blame: " + gave.line());
      case DIVERGED -> require(trouble == Trouble.DIVERGENCE, "did not diverge");
      case FAILED -> {
        require(!gave.line().isBlank(), "says nothing");
        if (gave.line().startsWith("workers were lost")) {
          require(fruitless >= Rules.MOST_FRUITLESS, "gave up after " + fruitless);
          require(now - advancedAt >= PATIENCE, "gave up after " + (now - advancedAt));
        }
      }
    }
  }

  private void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what + " at " + now + "\n" + String.join("\n", log));
    }
  }

  private void at(long when, Runnable what) {
    agenda.computeIfAbsent(Math.max(when, now), any -> new ArrayList<>()).add(what);
  }

  private void in(long millis, Runnable what) {
    at(now + millis, what);
  }

  private void tick() {
    tell(machine.watchesSlots() ? slots() : new Event.Tick());
    in(50 + random.nextInt(400), this::tick);
  }

  private Event.Slots slots() {
    int total = 0;
    int free = 0;
    for (int executor = 0; executor < EXECUTORS; executor++) {
      total += alive[executor] ? 1 : 0;
      free += alive[executor] && busy[executor] == 0 ? 1 : 0;
    }
    free = Math.max(0, free - othersHold);
    return new Event.Slots(total, free, othersHold == 0 ? List.of() : List.of("another"));
  }

  private void tell(Event event) {
    if (end != null) {
      return;
    }
    if (!(event instanceof Event.Tick || event instanceof Event.Slots)) {
      log.add(now + " <- " + event);
    }
    for (Action action : machine.on(now, event)) {
      log.add(now + " -> " + action);
      spokenAt = now;
      require(end == null, "acts after its end");
      act(action);
    }
  }

  private void act(Action action) {
    if (action instanceof Action.Submit submit) {
      submitted(submit.attempt());
    } else if (action instanceof Action.Start start) {
      require(start.attempt().equals(running), "starts another attempt");
      require(ready.size() == running.workers(), "starts before all are ready");
      started = true;
      step(running.incarnation(), running.startStep());
    } else if (action instanceof Action.Cancel cancel) {
      int incarnation = cancel.attempt().incarnation();
      if (random.nextInt(20) > 0) { // else Spark never ends it
        in(random.nextInt(3000), () -> fail(incarnation, Cause.Kind.CANCELLED, "cancelled"));
      }
    } else if (action instanceof Action.AskServers ask) {
      int incarnation = ask.attempt().incarnation();
      boolean gone = trouble == Trouble.SERVERS_GONE;
      if (!gone || random.nextBoolean()) {
        in(
            random.nextInt(100),
            () ->
                tell(
                    gone
                        ? new Event.ServersGone(incarnation, "connection refused")
                        : new Event.ServersAt(incarnation, servers)));
      }
    } else if (action instanceof Action.Lost lost) {
      require(lost.step() == servers, "goes on from another step than the servers'");
      fruitless = lost.step() > submittedFrom ? 0 : fruitless + 1;
      if (fruitless == 0) {
        advancedAt = lost.sinceMillis();
      }
    } else if (action instanceof Action.Finish || action instanceof Action.GiveUp) {
      if (action instanceof Action.GiveUp gave && gave.line().startsWith("workers were lost")) {
        fruitless++; // the last one is not told as a loss
      }
      end = action;
    }
  }

  private void submitted(Attempt attempt) {
    require(!mayNotSubmit, "submits after the end was wanted");
    require(attempt.incarnation() > lastIncarnation, "incarnations do not rise");
    require(attempt.workers() > 0 && attempt.workers() <= 2, attempt + " of 2 workers");
    require(attempt.startStep() == servers, "begins elsewhere than the servers are");
    lastIncarnation = attempt.incarnation();
    submittedFrom = attempt.startStep();
    running = attempt;
    started = false;
    places.clear();
    ready.clear();
    int incarnation = attempt.incarnation();
    if (incarnation > 1 && random.nextInt(3) == 0) {
      in(random.nextInt(10_000), () -> zombie(incarnation - 1));
    }
    if (trouble == Trouble.USERS_INPUT && incarnation > 1
        || trouble == Trouble.DEFECT_PACKING && incarnation > 1) {
      in(
          10,
          () -> {
            mayNotSubmit = true;
            fail(
                incarnation,
                trouble == Trouble.USERS_INPUT ? Cause.Kind.USERS_INPUT : Cause.Kind.DEFECT,
                "rows are gone");
          });
      return;
    }
    in(random.nextInt(2000), () -> place(incarnation));
  }

  /** Somebody of an older incarnation wakes up and says what it made of it. */
  private void zombie(int incarnation) {
    tell(
        new Event.Reported(
            incarnation, new Event.Reported.Source(0, 1), "loss is NaN", FailureKind.DIVERGED));
    tell(new Event.Failed(incarnation, new Cause(Cause.Kind.CANCELLED, "late")));
    tell(new Event.Ended(incarnation, 1));
  }

  /** Spark places all workers at once, when it can. */
  private void place(int incarnation) {
    if (!current(incarnation)) {
      return;
    }
    if (slots().free() < running.workers()) {
      in(100, () -> place(incarnation));
      return;
    }
    int worker = 0;
    for (int executor = 0; executor < EXECUTORS && worker < running.workers(); executor++) {
      if (alive[executor] && busy[executor] == 0) {
        busy[executor] = incarnation;
        places.put(worker, executor);
        greet(incarnation, worker++, executor);
      }
    }
  }

  private void greet(int incarnation, int worker, int executor) {
    in(
        random.nextInt(3000),
        () -> {
          if (works(incarnation, executor)) {
            movedAt = now;
            tell(new Event.Greeted(incarnation, worker, "host" + executor, "" + executor));
            load(incarnation, worker, random.nextInt(20));
          }
        });
  }

  private void load(int incarnation, int worker, int blocks) {
    int executor = places.get(worker);
    in(
        random.nextInt(blocks > 15 ? 50_000 : 1000),
        () -> {
          if (!works(incarnation, executor)) {
            return;
          }
          movedAt = now;
          if (blocks > 0) {
            tell(new Event.Loaded(incarnation, worker));
            load(incarnation, worker, blocks - 1);
          } else {
            ready.add(worker);
            tell(new Event.Ready(incarnation, worker));
          }
        });
  }

  private boolean current(int incarnation) {
    return end == null && running != null && running.incarnation() == incarnation;
  }

  private boolean works(int incarnation, int executor) {
    return current(incarnation)
        && alive[executor]
        && !stopped[executor]
        && busy[executor] == incarnation;
  }

  /** All workers of the attempt step together. */
  private void step(int incarnation, long step) {
    in(
        500 + random.nextInt(2000),
        () -> {
          if (!current(incarnation) || !started) {
            return;
          }
          List<Integer> working =
              places.entrySet().stream()
                  .filter(place -> works(incarnation, place.getValue()))
                  .map(Map.Entry::getKey)
                  .toList();
          if (working.size() < running.workers()) {
            stall(incarnation, working.size());
            return;
          }
          movedAt = now;
          servers = Math.max(servers, step + 1);
          if (trouble == Trouble.DIVERGENCE && step == steps / 2) {
            mayNotSubmit = true;
            tell(
                new Event.Reported(
                    incarnation,
                    new Event.Reported.Source(0, step),
                    "loss is NaN",
                    FailureKind.DIVERGED));
            in(5, () -> fail(incarnation, Cause.Kind.LOSS, "task failed"));
          } else if (step + 1 == steps) {
            release(incarnation);
            tell(new Event.Ended(incarnation, steps));
          } else {
            working.forEach(worker -> arriveSometimes(incarnation, worker, step));
            step(incarnation, step + 1);
          }
        });
  }

  private void arriveSometimes(int incarnation, int worker, long step) {
    if (step % 5 == 4) {
      tell(new Event.Arrived(incarnation, worker));
    }
  }

  /** Those that live fail at their deadline, as the others' gradients do not come. */
  private void stall(int incarnation, int left) {
    in(left == 0 ? 2 * DEADLINE : DEADLINE, () -> fail(incarnation, Cause.Kind.LOSS, "no answer"));
  }

  private void fail(int incarnation, Cause.Kind kind, String text) {
    if (!current(incarnation)) {
      return;
    }
    running = null;
    release(incarnation);
    tell(new Event.Failed(incarnation, new Cause(kind, text)));
  }

  /** A task on an executor that has stopped does not hear that it is to end. */
  private void release(int incarnation) {
    for (int executor = 0; executor < EXECUTORS; executor++) {
      if (busy[executor] == incarnation && !stopped[executor]) {
        busy[executor] = 0;
      }
    }
  }

  private void kill(int executor) {
    if (end != null || !alive[executor]) {
      return;
    }
    boolean worked = busy[executor] > 0;
    int incarnation = busy[executor];
    alive[executor] = false;
    stopped[executor] = false;
    busy[executor] = 0;
    long heard = random.nextInt(4) == 0 ? random.nextInt(150_000) : random.nextInt(800);
    in(heard, () -> tell(new Event.Removed("" + executor, "killed")));
    if (worked && running != null && running.incarnation() == incarnation) {
      in(random.nextInt(700), () -> fail(incarnation, Cause.Kind.LOSS, "executor lost"));
    }
    in(2000 + random.nextInt(120_000), () -> alive[executor] = true);
  }

  private void stop(int executor) {
    if (end != null || !alive[executor]) {
      return;
    }
    stopped[executor] = true;
    if (random.nextBoolean()) {
      in(
          1000 + random.nextInt(100_000),
          () -> {
            stopped[executor] = false;
            if (running == null || busy[executor] != running.incarnation()) {
              busy[executor] = 0;
            }
          });
    } else {
      in(120_000 + random.nextInt(60_000), () -> kill(executor));
    }
  }

  private void cancelledBySomebody() {
    if (running != null) {
      mayNotSubmit = true;
      fail(running.incarnation(), Cause.Kind.CANCELLED, "cancelled by somebody");
      require(
          end instanceof Action.GiveUp || log.stream().anyMatch(line -> line.contains("Cancel")),
          "a cancelled training goes on");
      mayNotSubmit = end != null;
    }
  }

  private void interrupt() {
    mayNotSubmit = true;
    tell(new Event.Interrupted());
    require(end instanceof Action.GiveUp, "an interrupted training goes on");
  }
}
