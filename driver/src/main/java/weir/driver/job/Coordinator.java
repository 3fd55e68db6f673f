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
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
import weir.proto.client.CoordinatorClient.Decision;
import weir.proto.client.CoordinatorClient.EpochEnd;
import weir.proto.client.CoordinatorClient.Hello;
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

  /** What others want to hear of. */
  interface Events {
    /** All workers of an attempt are there and about to step. */
    void greeted();

    /** A worker has finished a step. */
    void progressed(int worker, Progress progress);
  }

  /** A worker in the current attempt. */
  private record Greeting(Hello hello, CompletableFuture<Long> answer) {}

  private record Arrival(EpochEnd end, CompletableFuture<Decision> answer) {}

  private final Function<EpochResult, Decision> judge;
  private final Executor executor;
  private final Events events;
  private final boolean allowMixedBlas;
  private final Map<Integer, Greeting> greetings = new HashMap<>();
  private final Map<Integer, Arrival> arrivals = new HashMap<>();
  private final Map<Integer, Decision> decisions = new HashMap<>();
  private final WorkerLedger ledger = new WorkerLedger();
  private Attempt attempt = new Attempt(0, 0, 0);
  private WorkerFailure failure;
  private String endedBecause;
  private double lastMeanLoss = Double.NaN;

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

  /** Starts over with these workers; whoever waits from an older attempt is told so. */
  void begin(Attempt next) {
    List<CompletableFuture<?>> stale = new ArrayList<>();
    synchronized (this) {
      greetings.values().forEach(greeting -> stale.add(greeting.answer()));
      arrivals.values().forEach(arrival -> stale.add(arrival.answer()));
      greetings.clear();
      arrivals.clear();
      attempt = next;
    }
    ParameterException reason =
        new ParameterException(Code.STALE_INCARNATION, "the workers were started again");
    stale.forEach(answer -> answer.completeExceptionally(reason));
  }

  /** Answers with the step to begin with, once all workers of the attempt are there. */
  @Override
  public CompletableFuture<Long> hello(Hello hello) {
    Greeting greeting = new Greeting(hello, new CompletableFuture<>());
    Map<Integer, Greeting> all;
    synchronized (this) {
      refuseOther(hello.worker(), hello.incarnation());
      greetings.put(hello.worker(), greeting);
      if (greetings.size() < attempt.workers()) {
        return greeting.answer();
      }
      all = Map.copyOf(greetings);
    }
    answer(all);
    return greeting.answer();
  }

  private void answer(Map<Integer, Greeting> all) {
    Map<String, List<String>> hostsByBlas =
        all.values().stream()
            .map(Greeting::hello)
            .collect(
                Collectors.groupingBy(
                    Hello::blas,
                    TreeMap::new,
                    Collectors.mapping(Hello::host, Collectors.toList())));
    if (hostsByBlas.size() > 1 && !allowMixedBlas) {
      String text =
          "workers compute with different BLAS: "
              + hostsByBlas
              + " (expected: one, or results depend on who computes what); pin one with"
              + " cluster.blasCore, or waive equal bits with cluster.mixedBlas=allow";
      report(new WorkerFailure(-1, attempt.startStep(), text, true));
      ParameterException mixed = new ParameterException(Code.INCOMPATIBLE, text);
      all.values().forEach(greeting -> greeting.answer().completeExceptionally(mixed));
      return;
    }
    LOG.info("{} workers are there: {}", all.size(), hostsByBlas);
    events.greeted();
    all.values().forEach(greeting -> greeting.answer().complete(attempt.startStep()));
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
      if (arrivals.size() < attempt.workers()) {
        return arrival.answer();
      }
      all = List.copyOf(arrivals.values());
      arrivals.clear();
    }
    executor.execute(() -> decide(end.epoch(), all));
    return arrival.answer();
  }

  private void decide(int epoch, List<Arrival> all) {
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
      report(new WorkerFailure(-1, -1, e.getMessage(), true));
      all.forEach(arrival -> arrival.answer().completeExceptionally(refusal(e)));
    } catch (RuntimeException e) {
      LOG.error("no decision at the end of epoch {}", epoch + 1, e);
      report(new WorkerFailure(-1, -1, "the end of epoch " + (epoch + 1) + " failed: " + e, false));
      all.forEach(arrival -> arrival.answer().completeExceptionally(e));
    }
  }

  private static ParameterException refusal(UserInputException reason) {
    return new ParameterException(Code.BAD_REQUEST, reason.getMessage(), reason);
  }

  /** Workers that start at the end of an epoch have not seen its sums: the progress report has. */
  private synchronized double trainLoss(EpochEnd end) {
    return end.epochWeight() > 0 ? end.epochLoss() / end.epochWeight() : lastMeanLoss;
  }

  /** Passed on; what an older incarnation says is forgotten. */
  @Override
  public void progress(Reporter reporter, Progress progress) {
    synchronized (this) {
      if (reporter.incarnation() != attempt.incarnation()) {
        return;
      }
      lastMeanLoss = progress.meanLoss();
    }
    events.progressed(reporter.worker(), progress);
  }

  @Override
  public void failed(Reporter reporter, Failed failed) {
    report(new WorkerFailure(reporter.worker(), failed.step(), failed.text(), failed.usersInput()));
  }

  /** Spark tells of lost workers; this only says what it looked like from here. */
  @Override
  public void disconnected(Reporter reporter) {
    LOG.debug("{} has left without a goodbye", reporter);
  }

  /** Notes a failure that ends the training; the first one counts. */
  synchronized void report(WorkerFailure reported) {
    if (failure == null) {
      failure = reported;
    }
  }

  /** The failure that ends the training, if a worker reported one. */
  synchronized Optional<WorkerFailure> failure() {
    return Optional.ofNullable(failure);
  }

  /** Why training ended before its last epoch; null when it did not. */
  synchronized String endedBecause() {
    return endedBecause;
  }

  /** The workers of the current attempt that have not said hello. */
  synchronized List<Integer> missing() {
    List<Integer> missing = new ArrayList<>();
    for (int worker = 0; worker < attempt.workers(); worker++) {
      if (!greetings.containsKey(worker)) {
        missing.add(worker);
      }
    }
    return missing;
  }

  /** Who the workers of the current attempt are. */
  synchronized List<Hello> workers() {
    return greetings.values().stream().map(Greeting::hello).toList();
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
