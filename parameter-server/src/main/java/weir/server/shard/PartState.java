package weir.server.shard;

import java.util.Locale;
import java.util.function.LongSupplier;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Push;
import weir.proto.partition.SumTree;
import weir.proto.spec.TrainingSpec;
import weir.proto.transport.Connection;
import weir.server.shard.Parking.Parked;

/**
 * What a shard sums and updates at once, in synchronous mode. Version t is complete when step t − 1
 * is applied; step t is applied when the contributions of all virtual workers are there. Each
 * (node, step) counts once; a higher incarnation drops the sums that lower ones left unfinished.
 *
 * <p>Concurrency: single writer, the owner of the part. Errors: {@link ParameterException}, to be
 * answered to the sender; nothing has been counted then.
 */
abstract class PartState {
  private final TrainingSpec training;
  private final String name;
  private final ShardCounters counters;
  private final LongSupplier nanoTime;
  private final Answers answers;
  private final Parking parking = new Parking();
  private int incarnation;
  private String damage;

  /** Time spent on the current step, until the reply to whoever triggered the sweep reports it. */
  private long applyNanos;

  /**
   * @param name of the part, for messages
   */
  PartState(TrainingSpec training, String name, Stripe stripe) {
    this.training = training;
    this.name = name;
    this.counters = stripe.counters();
    this.nanoTime = stripe.nanoTime();
    this.answers = stripe.answers();
  }

  /** The newest version. */
  abstract long version();

  /** A PUSH, PUSH_PULL or PUSH_ROWS. */
  abstract void push(Request request, Payload payload);

  /** A PULL or PULL_ROWS of one version; waits for one that is not there yet. */
  abstract void pull(Request request, Payload payload);

  /** An APPLY: the norm that a sum waits for. */
  abstract void apply(Request request);

  /** A SCALE_RATE: rates of the next step, and of those after it. */
  abstract void scaleRate(Request request);

  /**
   * Something went wrong half-way: moments may have moved where weights have not. Nothing may build
   * on that.
   *
   * @param request that was being handled, and is answered by whoever tells
   */
  final void damage(String cause, Request request) {
    damage = cause;
    parking.take(parked -> parked.request().equals(request), parked -> {});
    abandon(Code.INTERNAL, text("is damaged by " + cause));
  }

  /** Refuses everything once the part is damaged. */
  final void requireSound() {
    if (damage != null) {
      throw failure(
          Code.INTERNAL,
          "is damaged by " + damage + " (expected: a whole step); start the training again");
    }
  }

  /** Forgets what was counted of the current step. */
  abstract void restart();

  /** Who or what the current step waits for. */
  abstract String missing();

  /** A connection is gone: its requests wait no longer, its contributions stay. */
  final void forget(Connection connection) {
    parking.forget(connection);
  }

  /** Fails the requests that have waited longer than the training's deadline. */
  final void checkDeadlines(long nowNanos) {
    if (parking.isEmpty()) {
      return;
    }
    long limit = training.deadlineMillis() * 1_000_000;
    parking.take(
        parked -> nowNanos - parked.sinceNanos() >= limit,
        parked ->
            parked
                .request()
                .fail(Code.MISSING_CONTRIBUTIONS, waited(nowNanos - parked.sinceNanos())));
  }

  /** Fails all that wait; the part is not used any more. */
  final void abandon(Code code, String text) {
    parking.take(parked -> true, parked -> parked.request().fail(code, text));
  }

  final ShardCounters counters() {
    return counters;
  }

  final Answers answers() {
    return answers;
  }

  final Parking parking() {
    return parking;
  }

  final long now() {
    return nanoTime.getAsLong();
  }

  /** Refuses a lower incarnation than the highest seen; a higher one starts the step anew. */
  final void enter(int sender) {
    if (sender < incarnation) {
      throw failure(
          Code.STALE_INCARNATION,
          "incarnation=" + sender + " (expected: " + incarnation + "; the workers were restarted)");
    }
    if (sender > incarnation) {
      incarnation = sender;
      restart();
      parking.take(
          Parked::isPush,
          parked ->
              parked.request().fail(Code.STALE_INCARNATION, "workers were restarted as " + sender));
    }
  }

  final SumTree.Node node(Push push) {
    try {
      return new SumTree.Node(push.getLevel(), push.getIndex());
    } catch (IllegalArgumentException wrong) {
      throw failure(Code.BAD_REQUEST, wrong.getMessage());
    }
  }

  final void requireCurrent(long step) {
    if (step != version()) {
      throw failure(Code.STALE_STEP, "step=" + step + " (expected: " + version() + ")");
    }
  }

  /** Where a version is asked for that is there no longer. */
  final ParameterException gone(long wanted) {
    return failure(
        Code.STALE_STEP, "version=" + wanted + " is gone (expected: about " + version() + ")");
  }

  /** Refuses a request that only a sparse table understands. */
  final void requireDense(Request request, FrameType ofTables) {
    if (request.header().getType() == ofTables) {
      throw failure(Code.BAD_REQUEST, ofTables + " to dense weights (expected: a sparse table)");
    }
  }

  /** What a request about a step gets from a part that takes part in none. */
  final ParameterException frozen(Request request) {
    return failure(
        Code.BAD_REQUEST,
        request.header().getType() + " to frozen weights (expected: PULL or PULL_ROWS)");
  }

  /** Where an average is asked for that the training does not keep. */
  final ParameterException noAverage() {
    return failure(Code.BAD_REQUEST, "no average is kept (expected: optimizer.average)");
  }

  final void park(Request request, long version, boolean repeated) {
    parking.add(new Parked(request, version, repeated, now(), null));
  }

  final void spent(long nanos) {
    applyNanos += nanos;
  }

  /** For the one reply that reports what the step has cost. */
  final long takeApplyNanos() {
    long nanos = applyNanos;
    applyNanos = 0;
    counters.addApplyNanos(nanos);
    return nanos;
  }

  final ParameterException failure(Code code, String text) {
    return new ParameterException(code, text(text));
  }

  private String waited(long nanos) {
    return String.format(
        Locale.ROOT,
        "%s for %.1f s (limit: %.1f s); see the log of the workers that own them, or raise"
            + " cluster.deadlineSeconds",
        text("step=" + version() + ": " + missing()),
        nanos / 1e9,
        training.deadlineMillis() / 1e3);
  }

  private String text(String text) {
    return "job " + training.jobId() + ", " + name + ": " + text;
  }

  /** That virtual workers are missing. */
  static String missing(CountedLeaves counted) {
    return "virtual workers " + counted.missing() + " have not contributed";
  }
}
