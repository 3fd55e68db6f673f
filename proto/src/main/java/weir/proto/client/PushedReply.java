package weir.proto.client;

import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;

/** A PUSH, or the last piece of a PUSH_ROWS, that the shard has counted. */
final class PushedReply extends AcceptedReply {
  private final ClientMeter meter;

  PushedReply(
      FrameType asked, Chunk chunk, long step, Gathering<Void> gathering, ClientMeter meter) {
    super(asked, chunk, step, gathering);
    this.meter = meter;
  }

  @Override
  protected void count(Header answer) {
    meter.pushed(chunk().index(), answer);
    meter.add(Phase.APPLY, answer.getApplyNanos());
  }

  @Override
  protected void onFailure(ParameterException failure) {
    meter.refused(chunk().index(), failure);
    super.onFailure(failure);
  }
}
