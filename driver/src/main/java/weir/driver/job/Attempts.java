package weir.driver.job;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.apache.spark.SparkThrowable;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import weir.driver.UserInputException;
import weir.proto.client.ParameterClient;

/**
 * The retry loop that Spark does not have for barrier stages: submit, and when workers are lost,
 * submit again from the last step that every shard has completed, with as many workers as there are
 * slots. Replay is exact, so every recovery ends in the same bits. Driver only.
 */
final class Attempts {
  private static final Logger LOG = LoggerFactory.getLogger(Attempts.class);

  /** Losing workers again and again without a step in between is not bad luck. */
  private static final int MOST_FRUITLESS = 3;

  private static final String CANCELLED = "SPARK_JOB_CANCELLED";

  /** What an attempt works with. */
  record Parts(
      JavaSparkContext spark,
      WorkerPlan plan,
      Coordinator coordinator,
      ParameterClient parameters,
      RunEvents events) {}

  private final Parts parts;
  private final Slots slots;
  private final Losses losses;

  Attempts(Parts parts, Losses losses) {
    this.parts = parts;
    this.slots = new Slots(parts.spark());
    this.losses = losses;
  }

  /**
   * Trains to the end.
   *
   * @param rowsOf the packed rows, for that many workers
   * @return how many steps the training has had
   */
  long run(IntFunction<JavaRDD<WorkerRows>> rowsOf) throws InterruptedException {
    Attempt attempt = parts.plan().attempt();
    int fruitless = 0;
    while (true) {
      parts.coordinator().begin(attempt);
      try {
        TrainingTask task = new TrainingTask(parts.plan().with(attempt));
        List<Long> steps = BarrierStage.run(rowsOf.apply(attempt.workers()), task);
        return steps.get(0);
      } catch (Exception failure) {
        long since = System.nanoTime();
        giveUpIfReported(failure);
        long completed = completed(failure);
        fruitless = completed > attempt.startStep() ? 0 : fruitless + 1;
        if (fruitless == MOST_FRUITLESS) {
          throw new TrainingFailedException(
              "workers were lost "
                  + fruitless
                  + " times at step "
                  + completed
                  + "; the last cause: "
                  + Causes.root(failure),
              failure);
        }
        attempt = next(attempt, completed, failure, since);
      }
    }
  }

  private void giveUpIfReported(Exception failure) throws InterruptedException {
    if (Thread.interrupted() || failure instanceof InterruptedException) {
      throw new InterruptedException("the training was interrupted");
    }
    WorkerFailure reported = parts.coordinator().failure().orElse(null);
    if (reported == null) {
      giveUpIfCancelled(failure);
      return;
    }
    if (reported.usersInput()) {
      throw new UserInputException(reported.text(), failure);
    }
    throw new TrainingFailedException(
        "worker "
            + reported.worker()
            + " failed at step "
            + reported.step()
            + ": "
            + reported.text(),
        failure);
  }

  /** Whoever cancels the job, in Spark's pages or by its group, wants no other attempt. */
  private static void giveUpIfCancelled(Exception failure) {
    if (failure instanceof SparkThrowable told && CANCELLED.equals(told.getCondition())) {
      throw new TrainingFailedException(
          "the training was cancelled: " + Causes.root(failure), failure);
    }
  }

  private long completed(Exception failure) throws InterruptedException {
    try {
      return parts.parameters().completedVersion().get();
    } catch (ExecutionException e) {
      TrainingFailedException lost =
          new TrainingFailedException(
              "the servers do not answer after a loss: " + Causes.root(e), e.getCause());
      lost.addSuppressed(failure);
      throw lost;
    }
  }

  private Attempt next(Attempt last, long completed, Exception failure, long since)
      throws InterruptedException {
    List<Losses.Loss> gone = losses.next();
    String lost =
        gone.isEmpty()
            ? "a worker"
            : gone.stream().map(this::describe).collect(Collectors.joining("; "));
    String cause = gone.isEmpty() ? Causes.root(failure) : "executor lost";
    LOG.warn("{}: {}; going on from step {}", cause, lost, completed);
    parts.events().lost(completed, cause, lost, since);
    int wanted = last.workers();
    int there = slots.await(wanted, parts.plan().training().deadlineMillis());
    if (there == 0) {
      throw new TrainingFailedException(
          "no slot is left after "
              + parts.plan().training().deadlineMillis() / 1000
              + " s (wanted "
              + wanted
              + "); start executors or raise cluster.deadlineSeconds",
          failure);
    }
    if (there < wanted) {
      LOG.warn("{} of {} slots are there; going on with {} workers", there, wanted, there);
    }
    return new Attempt(last.incarnation() + 1, Math.min(wanted, there), completed);
  }

  /** The executor that is gone, and the workers that went with it. */
  private String describe(Losses.Loss loss) {
    String workers =
        parts.coordinator().workers().stream()
            .filter(hello -> hello.executor().equals(loss.executor()))
            .map(hello -> "worker " + hello.worker())
            .sorted()
            .collect(Collectors.joining(", "));
    String executor = "executor " + loss.executor() + " (" + Causes.line(loss.reason()) + ")";
    return workers.isEmpty() ? executor : workers + " on " + executor;
  }
}
