package weir.proto.client;

import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;

/** An INIT_CHUNK, SCALE_RATE, or a piece of a push, that the shard has taken. */
class AcceptedReply extends ChunkReply {
  private final Gathering<Void> gathering;

  AcceptedReply(FrameType asked, Chunk chunk, long number, Gathering<Void> gathering) {
    super(asked, chunk, number, gathering);
    this.gathering = gathering;
  }

  @Override
  protected void onReply(Header header, Payload payload) {
    require(header, FrameType.ACCEPTED, payload, 0);
    count(header);
    gathering.arrived();
  }

  /** Counts the answer before anyone hears of it. */
  protected void count(Header answer) {}
}
