package weir.driver.supervise;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.supervise.Action.GiveUp;
import weir.driver.supervise.Action.GiveUp.Reason;
import weir.proto.client.CoordinatorClient.FailureKind;

class SupervisorTest {
  private static final Rules RULES = new Rules(2, 60_000, 300_000, true);
  private static final Event.Slots FREE = new Event.Slots(2, 2, List.of());
  private static final Event.Slots HELD =
      new Event.Slots(2, 0, List.of("weir training digits (2)"));

  private final Supervisor machine = new Supervisor(RULES, 0);

  private List<Action> submitted(long now) {
    return machine.on(now, FREE);
  }

  private void greeted(long now, int incarnation, int worker) {
    machine.on(now, new Event.Greeted(incarnation, worker, "host-" + worker, "e" + worker));
  }

  private void training(long now, int incarnation) {
    for (int worker = 0; worker < 2; worker++) {
      greeted(now, incarnation, worker);
      machine.on(now, new Event.Ready(incarnation, worker));
    }
  }

  private static Event failed(int incarnation, Cause.Kind kind, String text) {
    return new Event.Failed(incarnation, new Cause(kind, text));
  }

  private List<Action> lost(long now, int incarnation, long serversAt) {
    machine.on(now, failed(incarnation, Cause.Kind.LOSS, "connection reset"));
    return machine.on(now + 1001, new Event.ServersAt(incarnation, serversAt));
  }

  /** What is told when all workers of an attempt are there. */
  private List<Action> recoveries(long now, int incarnation) {
    greeted(now, incarnation, 0);
    greeted(now, incarnation, 1);
    machine.on(now, new Event.Ready(incarnation, 0));
    return machine.on(now, new Event.Ready(incarnation, 1)).stream()
        .filter(Action.Recovered.class::isInstance)
        .toList();
  }

  @Test
  void slotsThatOthersHoldAreToldOfAndWaitedFor() {
    assertThat(machine.on(100, HELD)).isEmpty();
    assertThat(machine.on(2100, HELD))
        .containsExactly(
            new Action.Tell(
                "waiting for 2 slots: 0 of 2 are free, held by weir training digits (2)"));
    assertThat(machine.on(600_000, HELD)).hasSize(1);
    assertThat(submitted(700_000)).containsExactly(new Action.Submit(new Attempt(1, 2, 0)));
  }

  @Test
  void slotsThatAreNotThereAreTheUsersInputAtTheDeadline() {
    Event.Slots one = new Event.Slots(1, 1, List.of());
    machine.on(59_000, one);
    GiveUp end = (GiveUp) machine.on(60_000, one).get(0);
    assertThat(end.reason()).isEqualTo(Reason.USERS_INPUT);
    assertThat(end.line()).startsWith("cluster.workers=2 (expected: <= 1,");
  }

  @Test
  void aWorkerThatSaysNoHelloIsNamed() {
    submitted(0);
    greeted(1000, 1, 0);
    assertThat(machine.on(60_999, new Event.Tick())).isEmpty();
    assertThat(machine.on(61_000, new Event.Tick()))
        .containsExactly(
            new Action.Cancel(new Attempt(1, 2, 0), "worker 1 said no hello for 60.0 s"));
  }

  @Test
  void loadingHasNoDeadlineWhileItMoves() {
    submitted(0);
    greeted(0, 1, 0);
    greeted(0, 1, 1);
    machine.on(0, new Event.Ready(1, 1));
    for (int second = 0; second < 3600; second += 50) {
      assertThat(machine.on(second * 1000L, new Event.Loaded(1, 0))).isEmpty();
    }
    long last = 3550 * 1000L;
    assertThat(machine.on(last + 60_000, new Event.Tick()))
        .containsExactly(
            new Action.Cancel(
                new Attempt(1, 2, 0), "worker 0 on host-0 loaded no rows for 60.0 s"));
  }

  @Test
  void whoIsMissingAtTheEndOfAnEpochIsNamed() {
    submitted(0);
    training(0, 1);
    machine.on(5000, new Event.Arrived(1, 0));
    assertThat(machine.on(605_000, new Event.Tick()))
        .containsExactly(
            new Action.Cancel(
                new Attempt(1, 2, 0),
                "worker 1 on host-1 did not reach the end of the epoch for 600.0 s"));
  }

  @Test
  void whatEndsAllAttemptsAlikeIsNeverTriedAgain() {
    submitted(0);
    assertThat(machine.on(10, failed(1, Cause.Kind.USERS_INPUT, "file is gone")))
        .containsExactly(new GiveUp(Reason.USERS_INPUT, "file is gone"));
  }

  @Test
  void aCancelledJobIsNotALoss() {
    submitted(0);
    training(0, 1);
    assertThat(machine.on(10, failed(1, Cause.Kind.CANCELLED, "Job 3 cancelled")))
        .containsExactly(new GiveUp(Reason.FAILED, "the training was cancelled: Job 3 cancelled"));
  }

  @Test
  void anOlderIncarnationEndsNothing() {
    submitted(0);
    training(0, 1);
    lost(10, 1, 5);
    assertThat(submitted(1100)).containsExactly(new Action.Submit(new Attempt(2, 2, 5)));
    Event zombie =
        new Event.Reported(1, new Event.Reported.Source(0, 7), "loss is NaN", FailureKind.DIVERGED);
    assertThat(machine.on(1200, zombie)).isEmpty();
    assertThat(machine.on(1300, failed(1, Cause.Kind.CANCELLED, "late"))).isEmpty();
  }

  @Test
  void aFailureThatIsNobodysNamesNoWorker() {
    submitted(0);
    training(0, 1);
    machine.on(10, new Event.Reported(1, null, "the end of epoch 3 failed", FailureKind.FAULT));
    assertThat(machine.on(20, failed(1, Cause.Kind.LOSS, "stage failed")))
        .containsExactly(new GiveUp(Reason.FAILED, "the end of epoch 3 failed"));
  }

  @Test
  void theFirstReportCounts() {
    submitted(0);
    training(0, 1);
    machine.on(
        10,
        new Event.Reported(
            1, new Event.Reported.Source(1, 7), "loss is NaN", FailureKind.DIVERGED));
    machine.on(
        11,
        new Event.Reported(
            1, new Event.Reported.Source(0, 7), "something later", FailureKind.FAULT));
    assertThat(machine.on(20, failed(1, Cause.Kind.LOSS, "stage failed")))
        .containsExactly(new GiveUp(Reason.DIVERGED, "loss is NaN"));
  }

  @Test
  void givesUpAfterAttemptsAndTimeWithoutAStep() {
    long now = 0;
    int incarnation = 0;
    List<Action> actions = List.of();
    while (actions.stream().noneMatch(GiveUp.class::isInstance)) {
      incarnation++;
      now += 20_000;
      submitted(now);
      training(now, incarnation);
      actions = lost(now, incarnation, 0);
    }
    assertThat(now).isGreaterThanOrEqualTo(300_000L - 1001);
    assertThat(actions)
        .containsExactly(
            new GiveUp(
                Reason.FAILED,
                "workers were lost "
                    + incarnation
                    + " times at step 0; the last cause: connection reset"));
  }

  @Test
  void workersRiseAgainWhenSlotsComeBack() {
    submitted(0);
    training(0, 1);
    lost(10, 1, 5);
    Event.Slots one = new Event.Slots(2, 1, List.of());
    machine.on(2000, one);
    assertThat(machine.on(62_000, one)).contains(new Action.Submit(new Attempt(2, 1, 5)));
    greeted(62_100, 2, 0);
    machine.on(62_100, new Event.Ready(2, 0));
    lost(63_000, 2, 8);
    assertThat(machine.on(65_000, FREE)).containsExactly(new Action.Submit(new Attempt(3, 2, 8)));
  }

  @Test
  void aLateWordOfALossCountsForThatLoss() {
    submitted(0);
    training(0, 1);
    lost(10, 1, 5);
    submitted(1100);
    machine.on(1200, new Event.Removed("e1", "killed"));
    machine.on(1200, new Event.Removed("idle", "killed"));
    greeted(1300, 2, 0);
    greeted(1300, 2, 1);
    machine.on(1400, new Event.Ready(2, 0));
    assertThat(machine.on(1400, new Event.Ready(2, 1)))
        .containsExactly(
            new Action.Recovered(5, "executor lost", "worker 1 on executor e1 (killed)", 10),
            new Action.Start(new Attempt(2, 2, 5)));
  }

  @Test
  void aLateWordOfALossIsNotTheNextOnes() {
    submitted(0);
    training(0, 1);
    lost(10, 1, 5);
    submitted(1100);
    greeted(1200, 2, 0);
    machine.on(1300, failed(2, Cause.Kind.LOSS, "refused")); // worker 1 had not said where it was
    machine.on(1400, new Event.Removed("e1", "killed"));
    machine.on(2400, new Event.ServersAt(2, 5));
    submitted(4000);
    assertThat(recoveries(4000, 3))
        .containsExactly(
            new Action.Recovered(5, "executor lost", "worker 1 on executor e1 (killed)", 10),
            new Action.Recovered(5, "refused", "a worker", 1300));
  }

  @Test
  void anExecutorThatWasGoneBeforeIsNotLostAgain() {
    machine.on(10, new Event.Removed("idle", "killed"));
    submitted(20);
    greeted(30, 1, 0);
    lost(40, 1, 0);
    submitted(2000);
    assertThat(recoveries(2000, 2))
        .containsExactly(new Action.Recovered(0, "connection reset", "a worker", 40));
  }

  @Test
  void eachRecoveryNamesWhatWasLostSinceTheLastOne() {
    submitted(0);
    training(0, 1);
    machine.on(5, new Event.Removed("e0", "killed"));
    lost(10, 1, 5);
    submitted(1100);
    assertThat(recoveries(1100, 2))
        .containsExactly(
            new Action.Recovered(5, "executor lost", "worker 0 on executor e0 (killed)", 10));
    machine.on(2000, new Event.Removed("e1", "lost node"));
    lost(2010, 2, 9);
    submitted(3100);
    assertThat(recoveries(3100, 3))
        .containsExactly(
            new Action.Recovered(9, "executor lost", "worker 1 on executor e1 (lost node)", 2010));
  }

  @Test
  void aHungExecutorIsNamedAndHoldsARecoveryNoLongerThanTheDeadline() {
    submitted(0);
    training(0, 1);
    machine.on(5000, new Event.Arrived(1, 0));
    machine.on(605_000, new Event.Tick());
    machine.on(605_100, failed(1, Cause.Kind.CANCELLED, "cancelled"));
    machine.on(606_200, new Event.ServersAt(1, 7));
    Event.Slots hung = new Event.Slots(2, 1, List.of()); // its task still holds the other one
    assertThat(machine.on(666_199, hung)).noneMatch(Action.Submit.class::isInstance);
    assertThat(machine.on(666_200, hung)).contains(new Action.Submit(new Attempt(2, 1, 7)));
    greeted(666_300, 2, 0);
    assertThat(machine.on(666_400, new Event.Ready(2, 0)))
        .contains(
            new Action.Recovered(
                7,
                "worker 1 on host-1 did not reach the end of the epoch for 600.0 s",
                "worker 1 on host-1",
                605_100));
  }

  @Test
  void everyWaitForWhatWasAskedHasADeadline() {
    submitted(0);
    training(0, 1);
    machine.on(10, failed(1, Cause.Kind.LOSS, "reset"));
    assertThat(machine.on(120_010, new Event.Tick()))
        .containsExactly(
            new GiveUp(
                Reason.FAILED, "the servers do not answer after a loss: no answer for 120.0 s"));
  }
}
