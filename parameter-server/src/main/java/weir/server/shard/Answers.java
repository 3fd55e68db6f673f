package weir.server.shard;

import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;

/** Frames with payload that answer the requests of a chunk. */
final class Answers {
  private Answers() {}

  /** WEIGHTS of version {@code version} as they are now. */
  static void pulled(Request request, long version, float[] weights) {
    Payload payload = request.connection().payloads().copy(weights, 0, weights.length);
    request.send(request.answer(FrameType.WEIGHTS).setVersion(version), payload);
  }

  /**
   * WEIGHTS that answer a contribution to the step of {@code totals}; the payload passes to the
   * connection.
   *
   * @param applyNanos not 0 only for the request that triggered the sweep
   */
  static void weights(
      Request request, Totals totals, boolean repeated, long applyNanos, Payload payload) {
    Header.Builder answer =
        request
            .answer(FrameType.WEIGHTS)
            .setVersion(totals.getStep() + 1)
            .setTotals(totals)
            .setRepeated(repeated)
            .setApplyNanos(applyNanos);
    request.send(answer, payload);
  }

  /** NORMS of the sum of the step of {@code totals}, one per norm block. */
  static void norms(Request request, Totals totals, boolean repeated, double[] squares) {
    Header.Builder answer = request.answer(FrameType.NORMS).setTotals(totals).setRepeated(repeated);
    request.send(answer, request.connection().payloads().copy(squares));
  }
}
