package weir.proto.client;

import java.util.concurrent.CompletableFuture;
import weir.proto.partition.TableRows;
import weir.proto.spec.TrainingSpec;

/**
 * The data plane as a worker sees it: one flat vector of parameters, versioned by step, cut over
 * shards. Version 0 is what {@link #init} stored; version t + 1 is what step t made of version t.
 *
 * <pre>{@code
 * client.pull(step, weights).get();
 * // backward, as the units' gradients become ready:
 * for (int unit = 0; unit < units; unit++) {
 *   pending[unit] = client.pushPull(contribution, unit, gradient, weights);
 * }
 * // next forward: layer i waits for its own unit only
 * pending[unit].get();
 * }</pre>
 *
 * <p>Arrays hold the dense units one after another, which is the full flat vector unless the model
 * has sparse tables (only {@link #init} and {@link #pull} take those too); a call touches only its
 * unit's range. What {@link #push} sends may be reused as soon as the call returns; what {@link
 * #exchange} sends must rest until the weights have come, as a server in this JVM reads it in
 * place. {@code weights} is written by another thread until the future completes.
 *
 * <p>Errors: futures fail with {@link ParameterException}, which names the peer and what was waited
 * for; no future stays open longer than the deadline. Concurrency: one worker thread at a time;
 * {@link #close} from any thread, and it fails all that wait. A call that would have too many bytes
 * on their way waits for earlier answers, which may need other workers' pushes: give each worker a
 * thread.
 */
public interface ParameterClient extends AutoCloseable {

  /** Creates the training on every shard with these weights as version 0; the driver's call. */
  CompletableFuture<Void> init(TrainingSpec training, float[] weights);

  /**
   * Where a replay starts.
   *
   * @param version the highest one that every chunk of every shard can serve
   * @param epochWeight of the epoch that its last step belongs to, up to that step; 0 where the
   *     servers do not know
   * @param epochLoss the sum that goes with it
   */
  record Completed(long version, double epochWeight, double epochLoss) {}

  /** What all servers have finished; also tells them that the training lives. */
  CompletableFuture<Completed> completed();

  /** Fills {@code weights} with version {@code version}; waits for it if it is not there yet. */
  CompletableFuture<Void> pull(long version, float[] weights);

  /**
   * Fills {@code average} with the average of the weights up to version {@code version}, which is
   * the newest or the one before; for trainings that keep one.
   */
  CompletableFuture<Void> pullAverage(long version, float[] average);

  /**
   * From step {@code step} on, which must be the next one of every chunk, rates are {@code factor}
   * times those of the schedule; the driver's call between two steps.
   */
  CompletableFuture<Void> scaleRate(long step, double factor);

  /**
   * The same without sparse tables: the dense units, one after another. Equal to {@link #pull}
   * where there are none.
   */
  CompletableFuture<Void> pullDense(long version, float[] weights);

  /**
   * Fills rows of a sparse table with version {@code version}; waits for it if it is not there yet.
   * To be called in every step, also for no rows: a step must not be pushed to a part of the table
   * before the part has applied the step before.
   */
  CompletableFuture<Void> pullRows(long version, int unit, TableRows rows);

  /** Sends one unit of a subtree's gradient sum; completes when the shard has accepted it. */
  CompletableFuture<Void> push(Contribution contribution, int unit, float[] gradient);

  /**
   * Sends the rows of a sparse table that a subtree has touched, with their gradient sums;
   * completes when the shards have accepted them. The arrays may be reused as soon as the call
   * returns.
   */
  CompletableFuture<Void> pushRows(Contribution contribution, int unit, TableRows rows);

  /**
   * Begins to send one unit of a subtree's gradient sum, part by part as it becomes ready, and to
   * fill that unit of {@code weights} with version {@code step + 1}.
   */
  Exchange exchange(Contribution contribution, int unit, float[] gradient, float[] weights);

  /**
   * Sends one whole unit of a subtree's gradient sum; completes when that unit of {@code weights}
   * holds version {@code step + 1}.
   */
  default CompletableFuture<StepTotals> pushPull(
      Contribution contribution, int unit, float[] gradient, float[] weights) {
    Exchange exchange = exchange(contribution, unit, gradient, weights);
    exchange.send(Integer.MAX_VALUE);
    return exchange
        .weights()
        .thenApply(
            totals -> {
              exchange.take();
              return totals;
            });
  }

  /** Counters since the client was made. */
  Traffic traffic();

  /**
   * Nanoseconds since the client was made in the phases that only it can see: PUSH, PULL, and what
   * servers report of APPLY; 0 for the others.
   */
  default long phaseNanos(Phase phase) {
    return 0;
  }

  /** Forgets the training on every shard; the driver's last call. */
  CompletableFuture<Void> drop();

  @Override
  void close();
}
