package weir.proto.client;

import java.util.function.Consumer;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.transport.PendingReply;

/** The answer to a request about a whole shard: INIT, STATUS, DROP. */
final class ShardReply extends PendingReply {
  private final FrameType asked;
  private final int shard;
  private final Gathering<?> gathering;
  private final Consumer<Header> use;

  ShardReply(FrameType asked, int shard, Gathering<?> gathering, Consumer<Header> use) {
    this.asked = asked;
    this.shard = shard;
    this.gathering = gathering;
    this.use = use;
  }

  @Override
  protected void onReply(Header header, Payload payload) {
    FrameType expected = asked == FrameType.STATUS ? FrameType.VERSION : FrameType.ACCEPTED;
    ChunkReply.require(header, expected, this::what);
    use.accept(header);
    gathering.arrived();
  }

  @Override
  protected void onFailure(ParameterException failure) {
    gathering.failed(failure);
  }

  @Override
  protected String what() {
    return asked + " of shard " + shard;
  }
}
