package weir.server.shard;

import io.netty.buffer.ByteBuf;
import weir.proto.codec.FloatPayload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;
import weir.proto.transport.Connection;

/** Frames with payload that answer the requests of a chunk. */
final class Answers {
  private Answers() {}

  /** A copy of {@code weights} in the memory of the transport; the caller owns it. */
  static ByteBuf encode(Connection connection, float[] weights) {
    int bytes = weights.length * Float.BYTES;
    ByteBuf payload = connection.allocator().directBuffer(bytes, bytes);
    FloatPayload.write(payload, weights, 0, weights.length);
    return payload;
  }

  /** WEIGHTS of version {@code version}; the payload passes to the connection. */
  static void weights(Request request, long version, ByteBuf payload) {
    request.send(request.answer(FrameType.WEIGHTS).setVersion(version), payload);
  }

  /**
   * WEIGHTS that answer a contribution to the step of {@code totals}; the payload passes to the
   * connection.
   *
   * @param applyNanos not 0 only for the request that triggered the sweep
   */
  static void weights(
      Request request, Totals totals, boolean repeated, long applyNanos, ByteBuf payload) {
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
    int bytes = squares.length * Double.BYTES;
    ByteBuf payload = request.connection().allocator().directBuffer(bytes, bytes);
    FloatPayload.writeDoubles(payload, squares);
    Header.Builder answer = request.answer(FrameType.NORMS).setTotals(totals).setRepeated(repeated);
    request.send(answer, payload);
  }
}
