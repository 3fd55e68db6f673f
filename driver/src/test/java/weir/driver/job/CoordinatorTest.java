package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import weir.driver.UserInputException;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.StopSpec;
import weir.driver.judge.EpochJudge;
import weir.driver.judge.RunState;
import weir.driver.judge.Validation;
import weir.driver.supervise.Attempt;
import weir.driver.supervise.Event;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.CoordinatorClient.Hello;
import weir.proto.client.ParameterClient.Completed;
import weir.proto.client.ParameterException;
import weir.proto.client.Traffic;
import weir.proto.control.CoordinatorService;
import weir.proto.control.CoordinatorService.Reporter;
import weir.proto.spec.EpochPlan;

class CoordinatorTest {
  private static final EpochJudge JUDGE =
      new EpochJudge(
          new EpochJudge.Rules(StopSpec.NEVER, null, OptimizerSettings.SGD),
          new EpochJudge.Course(EpochPlan.of(10), step -> 0.1, 640));

  private final List<EpochResult> judged = new ArrayList<>();
  private final List<String> heard = new ArrayList<>();
  private final List<Event> told = new ArrayList<>();
  private final Coordinator.Events events =
      new Coordinator.Events() {
        @Override
        public void happened(Event event) {
          told.add(event);
        }

        @Override
        public void progressed(int worker, CoordinatorService.Progress progress) {
          heard.add(worker + " at " + progress.step());
        }
      };
  private final Coordinator coordinator = coordinator(false);

  /** Of two epochs, 10 steps each. */
  private RunState judged(RunState state, EpochResult result) {
    judged.add(result);
    RunState next =
        JUDGE.judge(state, new EpochJudge.Ended(result.epoch(), result.sums(), Validation.NONE, 1));
    return result.epoch() < 1 ? next : next.stop("enough");
  }

  private Coordinator coordinator(boolean allowMixedBlas) {
    return new Coordinator(this::judged, JUDGE.begin(), Runnable::run, events, allowMixedBlas);
  }

  private static Hello hello(int worker, int incarnation, String blas) {
    return new Hello(worker, incarnation, "host-" + worker, blas, "" + worker);
  }

  private static EpochEnd end(int epoch, double loss, double seconds) {
    return new EpochEnd(
        epoch, 2, loss, Map.of(), new double[] {seconds}, new Traffic(10, 20, 3, 0, 0));
  }

  private static Event.Reported mixed(List<Event> told) {
    return (Event.Reported)
        told.stream().filter(Event.Reported.class::isInstance).findFirst().orElseThrow();
  }

  @Test
  void letsAllWorkersBeginTogether() {
    coordinator.begin(new Attempt(1, 2, 17));
    coordinator.hello(hello(0, 1, "OpenBLAS"));
    coordinator.hello(hello(1, 1, "OpenBLAS"));
    var first = coordinator.ready(new Reporter(0, 1));
    coordinator.loading(new Reporter(1, 1), 640);
    var second = coordinator.ready(new Reporter(1, 1));
    assertThat(first).isNotDone();
    assertThat(told)
        .containsExactly(
            new Event.Greeted(1, 0, "host-0", "0"),
            new Event.Greeted(1, 1, "host-1", "1"),
            new Event.Ready(1, 0),
            new Event.Loaded(1, 1),
            new Event.Ready(1, 1));
    coordinator.start();
    assertThat(first).isCompletedWithValue(17L);
    assertThat(second).isCompletedWithValue(17L);
  }

  @Test
  void refusesAnOlderIncarnation() {
    coordinator.begin(new Attempt(2, 1, 0));
    assertThatThrownBy(() -> coordinator.hello(hello(0, 1, "OpenBLAS")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("worker 0 of incarnation 1");
    assertThatThrownBy(() -> coordinator.ready(new Reporter(0, 1)))
        .hasMessageContaining("worker 0 of incarnation 1");
  }

  @Test
  void namesTheHostsOfDifferentBlasBeforeTheyTakeTheirRows() {
    coordinator.begin(new Attempt(1, 2, 0));
    coordinator.hello(hello(0, 1, "OpenBLAS SkylakeX"));
    coordinator.hello(hello(1, 1, "OpenBLAS Haswell"));
    assertThat(mixed(told).kind()).isEqualTo(FailureKind.USERS_INPUT);
    assertThat(mixed(told).text())
        .contains("Haswell=[host-1]", "SkylakeX=[host-0]", "cluster.mixedBlas=allow");
  }

  @Test
  void mixedBlasMayBeAllowed() {
    Coordinator tolerant = coordinator(true);
    tolerant.begin(new Attempt(1, 2, 0));
    tolerant.hello(hello(0, 1, "OpenBLAS SkylakeX"));
    tolerant.hello(hello(1, 1, "OpenBLAS Haswell"));
    assertThat(told).noneMatch(Event.Reported.class::isInstance);
  }

  @Test
  void decidesOnceForAllWorkers() {
    coordinator.begin(new Attempt(1, 2, 0));
    var first = coordinator.epochEnd(new Reporter(0, 1), end(0, 5, 1));
    assertThat(first).isNotDone();
    var second = coordinator.epochEnd(new Reporter(1, 1), end(0, 5, 2));
    assertThat(first).isCompletedWithValue(new Decision(true, ""));
    assertThat(second).isCompletedWithValue(new Decision(true, ""));
    assertThat(judged).hasSize(1);
    assertThat(coordinator.state().epochs().get(0).trainLoss()).isEqualTo(2.5);
  }

  @Test
  void whatTheJudgeRefusesIsTheUsersInput() {
    Coordinator refusing =
        new Coordinator(
            (state, result) -> {
              throw new UserInputException("rocAuc cannot be told");
            },
            JUDGE.begin(),
            Runnable::run,
            events,
            false);
    refusing.begin(new Attempt(1, 1, 0));
    assertThat(refusing.epochEnd(new Reporter(0, 1), end(0, 5, 1))).isCompletedExceptionally();
    assertThat(told)
        .contains(new Event.Reported(1, null, "rocAuc cannot be told", FailureKind.USERS_INPUT));
  }

  @Test
  void judgesOnceWhenWorkersAreStartedAgainWhileItDecides() {
    List<Runnable> later = new ArrayList<>();
    Coordinator slow = new Coordinator(this::judged, JUDGE.begin(), later::add, events, false);
    slow.begin(new Attempt(1, 1, 0));
    slow.epochEnd(new Reporter(0, 1), end(0, 5, 1));
    slow.begin(new Attempt(2, 1, 10));
    var again = slow.epochEnd(new Reporter(0, 2), end(0, 5, 1));
    later.forEach(Runnable::run);
    assertThat(again).isCompletedWithValue(new Decision(true, ""));
    assertThat(judged).hasSize(1);
  }

  @Test
  void workersThatBeginAtTheEndOfAnEpochAreJudgedByTheSumsOfTheServers() {
    coordinator.begin(new Attempt(1, 1, 0));
    coordinator.progress(new Reporter(0, 1), new CoordinatorService.Progress(9, 4, 10));
    coordinator.reached(new Completed(10, 200, 1800));
    coordinator.begin(new Attempt(2, 1, 10));
    EpochEnd unknown = new EpochEnd(0, 0, 0, Map.of(), new double[0], new Traffic(0, 0, 0, 0, 0));
    coordinator.epochEnd(new Reporter(0, 2), unknown);
    assertThat(coordinator.state().epochs().get(0).trainLoss()).isEqualTo(9);
  }

  @Test
  void answersARepeatedEpochEndFromMemory() {
    coordinator.begin(new Attempt(1, 1, 0));
    coordinator.epochEnd(new Reporter(0, 1), end(0, 5, 1));
    coordinator.begin(new Attempt(2, 1, 10));
    assertThat(coordinator.epochEnd(new Reporter(0, 2), end(0, 5, 1)))
        .isCompletedWithValue(new Decision(true, ""));
    assertThat(judged).hasSize(1);
  }

  @Test
  void aNewAttemptFreesThoseWhoWait() {
    coordinator.begin(new Attempt(1, 2, 0));
    var ready = coordinator.ready(new Reporter(0, 1));
    var waiting = coordinator.epochEnd(new Reporter(0, 1), end(0, 5, 1));
    coordinator.begin(new Attempt(2, 2, 0));
    assertThat(ready).isCompletedExceptionally();
    assertThat(waiting).isCompletedExceptionally();
  }

  @Test
  void sumsSecondsAndBytesOverWorkersAndAttempts() {
    coordinator.begin(new Attempt(1, 2, 0));
    coordinator.epochEnd(new Reporter(0, 1), end(0, 5, 1));
    coordinator.epochEnd(new Reporter(1, 1), end(0, 5, 2));
    coordinator.epochEnd(new Reporter(0, 1), end(1, 5, 4));
    coordinator.begin(new Attempt(2, 1, 0));
    coordinator.epochEnd(new Reporter(0, 2), end(1, 5, 8));
    assertThat(coordinator.ledger().phaseSeconds()[0]).isEqualTo(4 + 2 + 8);
    assertThat(coordinator.ledger().traffic()).isEqualTo(new Traffic(30, 60, 9, 0, 0));
  }

  @Test
  void forgetsTheProgressOfAnOlderIncarnation() {
    coordinator.begin(new Attempt(2, 1, 0));
    coordinator.progress(new Reporter(0, 1), new CoordinatorService.Progress(5, 1, 10));
    coordinator.hello(hello(0, 2, "OpenBLAS"));
    coordinator.progress(new Reporter(0, 2), new CoordinatorService.Progress(6, 1, 10));
    assertThat(heard).containsExactly("0 at 6");
  }
}
