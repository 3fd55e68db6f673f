package weir.driver.job;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
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
 * end (after a recovery) is answered from memory.
 *
 * <p>Concurrency: thread-safe, one lock; decisions are made outside the lock on {@code executor},
 * because they may pull weights.
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

  private final Function<EpochResult, Decision> judge;
  private final Executor executor;
  private final Events events;
  private final boolean allowMixedBlas;
  private final Map<Integer, Hello> greetings = new HashMap<>();
  private final Map<Integer, CompletableFuture<Long>> ready = new HashMap<>();
  private final Map<Integer, Arrival> arrivals = new HashMap<>();
  private final Map<Integer, Decision> decisions = new HashMap<>();
  private final WorkerLedger ledger = new WorkerLedger();
  private Attempt attempt = new Attempt(0, 0, 0);
  private String endedBecause;
  private Completed before = new Completed(0, 0, 0);

  Coordinator(
      Function<EpochResult, Decision> judge,
      Executor executor,
      Events events,
      boolean allowMixedBlas) {
    this.judge = judge;
    this.executor = executor;
    this.events = events;
    this.allowMixedBlas = allowMixedBlas;
  }

  /**
   * Starts over with these workers; whoever waits from an older attempt is told so.
   *
   * @param completed what the servers have finished: where the attempt begins
   */
  void begin(Attempt next, Completed completed) {
    List<CompletableFuture<?>> stale = new ArrayList<>();
    synchronized (this) {
      stale.addAll(ready.values());
      ready.clear();
      arrivals.values().forEach(arrival -> stale.add(arrival.answer()));
      greetings.clear();
      arrivals.clear();
      attempt = next;
      before = completed;
    }
    ParameterException reason =
        new ParameterException(Code.STALE_INCARNATION, "the workers were started again");
    stale.forEach(answer -> answer.completeExceptionally(reason));
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
      Decision made = decisions.get(end.epoch());
      if (made != null) {
        return CompletableFuture.completedFuture(made);
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
    Decision earlier;
    synchronized (this) {
      earlier = decisions.get(epoch);
    }
    if (earlier != null) { // made while workers that were started again were on their way here
      all.forEach(arrival -> arrival.answer().complete(earlier));
      return;
    }
    try {
      SortedMap<Integer, byte[]> validation = new TreeMap<>();
      all.forEach(arrival -> validation.putAll(arrival.end().validation()));
      EpochEnd any = all.get(0).end();
      Decision decision = judge.apply(new EpochResult(epoch, trainLoss(any), validation));
      synchronized (this) {
        decisions.put(epoch, decision);
        endedBecause = decision.proceed() ? null : decision.reason();
      }
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

  /** Workers that start at the end of an epoch have not seen its sums: the servers have. */
  private synchronized double trainLoss(EpochEnd end) {
    return end.epochWeight() > 0
        ? end.epochLoss() / end.epochWeight()
        : before.epochLoss() / before.epochWeight();
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
            reporter.worker(),
            failed.step(),
            failed.text(),
            failed.kind()));
  }

  /** A failure that is no single worker's. */
  private void report(int incarnation, String text, FailureKind kind) {
    events.happened(new Event.Reported(incarnation, -1, -1, text, kind));
  }

  /** Spark tells of lost workers; this only says what it looked like from here. */
  @Override
  public void disconnected(Reporter reporter) {
    LOG.debug("{} has left without a goodbye", reporter);
  }

  /** Why training ended before its last epoch; null when it did not. */
  synchronized String endedBecause() {
    return endedBecause;
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
