package weir.proto.client;

import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;

/** A PUSH, INIT_CHUNK or SCALE_RATE that the shard has taken. */
final class AcceptedReply extends ChunkReply {
  private final Gathering<Void> gathering;
  private final ClientMeter meter;

  AcceptedReply(
      FrameType asked, Chunk chunk, long number, Gathering<Void> gathering, ClientMeter meter) {
    super(asked, chunk, number, gathering);
    this.gathering = gathering;
    this.meter = meter;
  }

  @Override
  protected void onReply(Header header, Payload payload) {
    require(header, FrameType.ACCEPTED, payload, 0);
    if (asked() == FrameType.PUSH) {
      meter.pushed(chunk().index(), header);
      meter.add(Phase.APPLY, header.getApplyNanos());
    }
    gathering.arrived();
  }

  @Override
  protected void onFailure(ParameterException failure) {
    if (asked() == FrameType.PUSH) {
      meter.refused(chunk().index(), failure);
    }
    super.onFailure(failure);
  }
}
