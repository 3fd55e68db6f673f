package weir.driver.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
import weir.driver.judge.EpochSums;
import weir.driver.judge.RunState;
import weir.driver.report.Report.Recovery;
import weir.driver.supervise.Attempt;
import weir.driver.supervise.Event;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.CoordinatorClient.Hello;
import weir.proto.client.ParameterClient.Completed;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.control.CoordinatorService;

/**
 * The one place that knows all workers of a training: greets them together, gathers what they
 * report at the end of an epoch, and answers each of them with the same decision. A repeated epoch
 * end (after a recovery) is answered from memory. It holds the one {@link RunState}.
 *
 * <p>Concurrency: thread-safe, one lock; the state changes outside the lock, on {@code executor}:
 * decisions may pull weights.
 */
final class Coordinator implements CoordinatorService {
  private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

  /** What others want to hear of. Called from event loops: must not block. */
  interface Events {
    /** Something has happened in the current attempt. */
    void happened(Event event);

    /** A worker has finished a step. */
    void progressed(int worker, Progress progress);
  }

  private record Arrival(EpochEnd end, CompletableFuture<Decision> answer) {}

  private final BiFunction<RunState, EpochResult, RunState> judge;
  private final Executor executor;
  private final Events events;
  private final boolean allowMixedBlas;
  private final Map<Integer, Hello> greetings = new HashMap<>();
  private final Map<Integer, CompletableFuture<Long>> ready = new HashMap<>();
  private final Map<Integer, Arrival> arrivals = new HashMap<>();
  private final WorkerLedger ledger = new WorkerLedger();
  private Attempt attempt = new Attempt(0, 0, 0);

  /** Written by the executor alone. */
  private volatile RunState state;

  /**
   * @param judge what the end of an epoch makes of the state
   * @param begun the state before the first step
   * @param executor one thread, in the order of what it is given
   */
  Coordinator(
      BiFunction<RunState, EpochResult, RunState> judge,
      RunState begun,
      Executor executor,
      Events events,
      boolean allowMixedBlas) {
    this.judge = judge;
    this.state = begun;
    this.executor = executor;
    this.events = events;
    this.allowMixedBlas = allowMixedBlas;
  }

  /** Starts over with these workers; whoever waits from an older attempt is told so. */
  void begin(Attempt next) {
    List<CompletableFuture<?>> stale = new ArrayList<>();
    synchronized (this) {
      stale.addAll(ready.values());
      ready.clear();
      arrivals.values().forEach(arrival -> stale.add(arrival.answer()));
      greetings.clear();
      arrivals.clear();
      attempt = next;
    }
    ParameterException reason =
        new ParameterException(Code.STALE_INCARNATION, "the workers were started again");
    stale.forEach(answer -> answer.completeExceptionally(reason));
  }

  /** What the servers have finished, after a loss: known before the next epoch is judged. */
  void reached(Completed completed) {
    EpochSums sums = new EpochSums(completed.epochWeight(), completed.epochLoss());
    executor.execute(() -> state = state.reached(completed.version(), sums));
  }

  /** What was lost is replaced. */
  void recovered(Recovery recovery) {
    executor.execute(() -> state = state.recovered(recovery));
  }

  /** Whether workers compute alike is known, and told, before any of them takes its rows. */
  @Override
  public void hello(Hello hello) {
    Map<String, List<String>> hostsByBlas;
    synchronized (this) {
      refuseOther(hello.worker(), hello.incarnation());
      greetings.put(hello.worker(), hello);
      hostsByBlas =
          greetings.values().stream()
              .collect(
                  Collectors.groupingBy(
                      Hello::blas,
                      TreeMap::new,
                      Collectors.mapping(Hello::host, Collectors.toList())));
      if (greetings.size() == attempt.workers()) {
        LOG.info("{} workers are there: {}", greetings.size(), hostsByBlas);
      }
    }
    events.happened(
        new Event.Greeted(hello.incarnation(), hello.worker(), hello.host(), hello.executor()));
    if (hostsByBlas.size() > 1 && !allowMixedBlas) {
      String text =
          "workers compute with different BLAS: "
              + hostsByBlas
              + " (expected: one, or results depend on who computes what); pin one with"
              + " cluster.blasCore, or waive equal bits with cluster.mixedBlas=allow";
      report(hello.incarnation(), text, FailureKind.USERS_INPUT);
    }
  }

  @Override
  public void loading(Reporter reporter, long rows) {
    events.happened(new Event.Loaded(reporter.incarnation(), reporter.worker()));
  }

  /** Answered by {@link #start}. */
  @Override
  public CompletableFuture<Long> ready(Reporter reporter) {
    CompletableFuture<Long> answer = new CompletableFuture<>();
    synchronized (this) {
      refuseOther(reporter.worker(), reporter.incarnation());
      ready.put(reporter.worker(), answer);
    }
    events.happened(new Event.Ready(reporter.incarnation(), reporter.worker()));
    return answer;
  }

  /** Lets the workers of the attempt begin, who are all ready. */
  void start() {
    List<CompletableFuture<Long>> waiting;
    long step;
    synchronized (this) {
      waiting = List.copyOf(ready.values());
      step = attempt.startStep();
      ready.clear();
    }
    waiting.forEach(answer -> answer.complete(step));
  }

  /** Answers with the decision, once all workers have reached the end of the epoch. */
  @Override
  public CompletableFuture<Decision> epochEnd(Reporter reporter, EpochEnd end) {
    int worker = reporter.worker();
    int incarnation = reporter.incarnation();
    Arrival arrival = new Arrival(end, new CompletableFuture<>());
    List<Arrival> all;
    synchronized (this) {
      refuseOther(worker, incarnation);
      ledger.record(incarnation, worker, end.phaseSeconds(), end.traffic());
      Optional<Decision> made = state.decision(end.epoch());
      if (made.isPresent()) {
        return CompletableFuture.completedFuture(made.get());
      }
      arrivals.put(worker, arrival);
      events.happened(new Event.Arrived(incarnation, worker));
      if (arrivals.size() < attempt.workers()) {
        return arrival.answer();
      }
      all = List.copyOf(arrivals.values());
      arrivals.clear();
    }
    executor.execute(() -> decide(incarnation, end.epoch(), all));
    return arrival.answer();
  }

  private void decide(int incarnation, int epoch, List<Arrival> all) {
    try {
      // It may have been made while workers that were started again were on their way here.
      if (state.decision(epoch).isEmpty()) {
        SortedMap<Integer, byte[]> validation = new TreeMap<>();
        all.forEach(arrival -> validation.putAll(arrival.end().validation()));
        state = judge.apply(state, new EpochResult(epoch, sums(all.get(0).end()), validation));
      }
      Decision decision = state.decision(epoch).orElseThrow();
      all.forEach(arrival -> arrival.answer().complete(decision));
    } catch (UserInputException e) {
      report(incarnation, e.getMessage(), FailureKind.USERS_INPUT);
      all.forEach(arrival -> arrival.answer().completeExceptionally(refusal(e)));
    } catch (RuntimeException e) {
      LOG.error("no decision at the end of epoch {}", epoch + 1, e);
      report(incarnation, "the end of epoch " + (epoch + 1) + " failed: " + e, FailureKind.FAULT);
      all.forEach(arrival -> arrival.answer().completeExceptionally(e));
    }
  }

  private static ParameterException refusal(UserInputException reason) {
    return new ParameterException(Code.BAD_REQUEST, reason.getMessage(), reason);
  }

  /** Workers that start at the end of an epoch have not seen its sums. */
  private static EpochSums sums(EpochEnd end) {
    return end.epochWeight() > 0 ? new EpochSums(end.epochWeight(), end.epochLoss()) : null;
  }

  /** Passed on; what an older incarnation says is forgotten. */
  @Override
  public void progress(Reporter reporter, Progress progress) {
    synchronized (this) {
      if (reporter.incarnation() != attempt.incarnation()) {
        return;
      }
    }
    events.progressed(reporter.worker(), progress);
  }

  @Override
  public void failed(Reporter reporter, Failed failed) {
    events.happened(
        new Event.Reported(
            reporter.incarnation(),
            new Event.Reported.Source(reporter.worker(), failed.step()),
            failed.text(),
            failed.kind()));
  }

  /** A failure that is no single worker's. */
  private void report(int incarnation, String text, FailureKind kind) {
    events.happened(new Event.Reported(incarnation, null, text, kind));
  }

  /** Spark tells of lost workers; this only says what it looked like from here. */
  @Override
  public void disconnected(Reporter reporter) {
    LOG.debug("{} has left without a goodbye", reporter);
  }

  /** All that outlives a step, as of the last epoch or recovery. */
  RunState state() {
    return state;
  }

  /** Seconds and bytes of all workers so far. */
  WorkerLedger ledger() {
    return ledger;
  }

  private void refuseOther(int worker, int incarnation) {
    if (incarnation != attempt.incarnation() || worker < 0 || worker >= attempt.workers()) {
      throw new ParameterException(
          Code.STALE_INCARNATION,
          "worker "
              + worker
              + " of incarnation "
              + incarnation
              + " (expected: one of "
              + attempt.workers()
              + " workers of incarnation "
              + attempt.incarnation()
              + ")");
    }
  }
}
