package weir.proto.client;

import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;
import weir.proto.partition.TableRows;

/** The rows that a PULL_ROWS asked for. */
final class RowsReply extends ChunkReply {
  private final Gathering<Void> gathering;
  private final TableRows rows;
  private final ClientMeter meter;

  RowsReply(
      Chunk first, long version, Gathering<Void> gathering, TableRows rows, ClientMeter meter) {
    super(FrameType.PULL_ROWS, first, version, gathering);
    this.gathering = gathering;
    this.rows = rows;
    this.meter = meter;
  }

  @Override
  protected void onReply(Header header, Payload payload) {
    require(header, FrameType.ROWS, payload, rows.count() * rows.rowLength() * Float.BYTES);
    if (header.getVersion() != number()) {
      throw new ParameterException(
          Code.INTERNAL, what() + " answered with version " + header.getVersion());
    }
    long begin = System.nanoTime();
    payload.read(rows.values(), rows.offset());
    meter.add(Phase.PULL, System.nanoTime() - begin);
    gathering.arrived();
  }
}
