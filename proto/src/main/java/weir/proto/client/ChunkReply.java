package weir.proto.client;

import java.util.function.Supplier;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.transport.PendingReply;

/** The answer to a request about one chunk. */
abstract class ChunkReply extends PendingReply {
  private final FrameType asked;
  private final Chunk chunk;
  private final long number;
  private final Gathering<?> gathering;

  /**
   * @param number the step of a push, the version of a pull
   */
  ChunkReply(FrameType asked, Chunk chunk, long number, Gathering<?> gathering) {
    this.asked = asked;
    this.chunk = chunk;
    this.number = number;
    this.gathering = gathering;
  }

  final FrameType asked() {
    return asked;
  }

  final Chunk chunk() {
    return chunk;
  }

  final long number() {
    return number;
  }

  /** A defect of the peer when the answer is another than the protocol has. */
  final void require(Header header, FrameType expected, Payload payload, int payloadBytes) {
    require(header, expected, this::what);
    if (header.getChunk() != chunk.index() || payload.bytes() != payloadBytes) {
      throw new ParameterException(
          Code.INTERNAL,
          what()
              + " answered for chunk "
              + header.getChunk()
              + " with "
              + payload.bytes()
              + " bytes (expected: "
              + payloadBytes
              + ")");
    }
  }

  static void require(Header header, FrameType expected, Supplier<String> what) {
    if (header.getType() != expected) {
      throw new ParameterException(
          Code.INTERNAL,
          what.get() + " answered by " + header.getType() + " (expected: " + expected + ")");
    }
  }

  @Override
  protected void onFailure(ParameterException failure) {
    gathering.failed(failure);
  }

  @Override
  protected final String what() {
    boolean versioned = asked == FrameType.PULL || asked == FrameType.INIT_CHUNK;
    return asked
        + " of chunk "
        + chunk.index()
        + " (shard "
        + chunk.shard()
        + ", unit "
        + chunk.unit()
        + (versioned ? ", version " : ", step ")
        + number
        + ")";
  }
}
