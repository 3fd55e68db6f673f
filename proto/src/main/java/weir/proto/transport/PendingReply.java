package weir.proto.transport;

import weir.proto.client.ParameterException;
import weir.proto.codec.Payload;
import weir.proto.message.Header;

/**
 * What a client waits for. Exactly one of {@link #onReply} and {@link #onFailure} is called, once,
 * from an event loop, from a thread that sends (or from whoever closes the connection); neither may
 * block or throw.
 */
public abstract class PendingReply {
  // Set by FrameClient before the request is sent.
  long request;
  long credit;
  long sentNanos;
  long deadlineNanos;

  /** The answer; never FAILED. The payload is released when this returns. */
  protected abstract void onReply(Header header, Payload payload);

  /** The peer refused, the connection broke, or the deadline passed. */
  protected abstract void onFailure(ParameterException failure);

  /** What was asked for, for messages: "PULL of chunk 3 (shard 0, version 12)". */
  protected abstract String what();
}
