package weir.server.shard;

import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;

/** Answers to the requests of the chunks of one stripe. Concurrency: its thread. */
final class Answers {
  private final Header.Builder header = Header.newBuilder();

  /** What was measured in a phase. */
  record Sums(int phase, double[] values) {}

  /** WEIGHTS of version {@code version} as they are now. */
  void pulled(Request request, long version, float[] weights) {
    Payload payload = request.connection().payloads().copy(weights, 0, weights.length);
    request.send(answer(request, FrameType.WEIGHTS).setVersion(version), payload);
  }

  /** ROWS of version {@code version}. */
  void rows(Request request, long version, float[] rows) {
    Payload payload = request.connection().payloads().copy(rows, 0, rows.length);
    request.send(answer(request, FrameType.ROWS).setVersion(version), payload);
  }

  /**
   * WEIGHTS that answer a contribution to the step of {@code totals}; the payload passes to the
   * connection.
   *
   * @param applyNanos not 0 only for the request that triggered the sweep
   */
  void weights(Request request, Totals totals, boolean repeated, long applyNanos, Payload payload) {
    answer(request, FrameType.WEIGHTS)
        .setVersion(totals.getStep() + 1)
        .setTotals(totals)
        .setRepeated(repeated)
        .setApplyNanos(applyNanos);
    request.send(header, payload);
  }

  /** NORMS in one phase of the step of {@code totals}, those of each norm block. */
  void norms(Request request, Totals totals, boolean repeated, Sums sums) {
    answer(request, FrameType.NORMS).setTotals(totals).setRepeated(repeated).setPhase(sums.phase());
    request.send(header, request.connection().payloads().copy(sums.values()));
  }

  /**
   * ACCEPTED to a push.
   *
   * @param applyNanos not 0 only when the push triggered the sweep
   */
  void accepted(Request request, boolean repeated, long applyNanos) {
    answer(request, FrameType.ACCEPTED).setRepeated(repeated).setApplyNanos(applyNanos);
    request.send(header, Payload.NONE);
  }

  private Header.Builder answer(Request request, FrameType type) {
    return request.answer(header.clear(), type);
  }
}
