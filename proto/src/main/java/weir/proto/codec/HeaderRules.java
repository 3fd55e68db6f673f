package weir.proto.codec;

import weir.proto.message.Failure;
import weir.proto.message.FrameType;
import weir.proto.message.Header;

/** Which parts a frame of each type has; whoever handles a decoded frame may rely on them. */
final class HeaderRules {
  private HeaderRules() {}

  /** True for the types whose header may exceed the ordinary limit. */
  static boolean mayBeLarge(FrameType type) {
    return type == FrameType.INIT || type == FrameType.CONTROL;
  }

  /** Throws BAD_FRAME when header and payload length do not fit together. */
  static void check(Header header, int payloadLength) {
    if (!header.getUnknownFields().asMap().isEmpty()) {
      throw BadFrame.because("header has unknown fields");
    }
    FrameType type = header.getType();
    switch (type) {
      case INIT -> {
        require(header.hasInit(), type, "init");
        payload(type, payloadLength, 0);
      }
      case INIT_CHUNK, WEIGHTS -> payload(type, payloadLength, Float.BYTES);
      case PUSH, PUSH_PULL -> {
        require(header.hasPush(), type, "push");
        payload(type, payloadLength, Float.BYTES);
      }
      case PUSH_ROWS -> {
        require(header.hasPush(), type, "push");
        rows(type, payloadLength);
      }
      case PULL_ROWS, ROWS -> rows(type, payloadLength);
      case NORMS -> payload(type, payloadLength, Double.BYTES);
      case APPLY -> {
        require(header.getSumsCount() > 0, type, "sums");
        payload(type, payloadLength, 0);
      }
      case PULL, SCALE_RATE, STATUS, DROP, ACCEPTED, VERSION -> payload(type, payloadLength, 0);
      case FAILED -> {
        Failure failure = header.getFailure();
        require(
            failure != Failure.FAILURE_UNSPECIFIED && failure != Failure.UNRECOGNIZED,
            type,
            "failure");
        payload(type, payloadLength, 0);
      }
      case CONTROL -> {
        require(!header.getControl().isEmpty(), type, "control");
        payload(type, payloadLength, 0);
      }
      case FRAME_TYPE_UNSPECIFIED, UNRECOGNIZED ->
          throw BadFrame.because("type=" + header.getTypeValue() + " (expected: a known type)");
    }
  }

  private static void require(boolean present, FrameType type, String part) {
    if (!present) {
      throw BadFrame.because(type + " without " + part);
    }
  }

  /** A step may touch none of a shard's rows: those payloads may be empty. */
  private static void rows(FrameType type, int length) {
    payload(type, length, length == 0 ? 0 : Integer.BYTES);
  }

  private static void payload(FrameType type, int length, int multiple) {
    boolean fits = multiple == 0 ? length == 0 : length > 0 && length % multiple == 0;
    if (!fits) {
      throw BadFrame.because(
          type
              + " with payload length "
              + length
              + (multiple == 0 ? " (expected: 0)" : " (expected: a multiple of " + multiple + ")"));
    }
  }
}
