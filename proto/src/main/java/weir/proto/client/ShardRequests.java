package weir.proto.client;

import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Push;
import weir.proto.partition.Chunk;
import weir.proto.spec.TrainingId;
import weir.proto.transport.FrameClient;
import weir.proto.transport.FrameClient.Outbound;
import weir.proto.transport.PendingReply;

/** Sends requests of one training to its shards, within credit. One worker thread at a time. */
final class ShardRequests {
  private final ClientSpec spec;
  private final ShardLinks links;
  private final ClientMeter meter;
  private final long training;

  ShardRequests(ClientSpec spec, ShardLinks links, ClientMeter meter) {
    this.spec = spec;
    this.links = links;
    this.meter = meter;
    this.training = TrainingId.of(spec.jobId());
  }

  Header.Builder header(FrameType type, int shard) {
    return Header.newBuilder().setType(type).setTraining(training).setShard(shard);
  }

  /** A header about a chunk, or about the table part that the chunk is the first of. */
  static Header.Builder at(Header.Builder header, Chunk chunk) {
    return header.setShard(chunk.shard()).setChunk(chunk.index());
  }

  static Push.Builder push(Contribution contribution) {
    return Push.newBuilder()
        .setStep(contribution.step())
        .setLevel(contribution.node().level())
        .setIndex(contribution.node().index())
        .setIncarnation(contribution.incarnation())
        .setWeight(contribution.weight())
        .setLoss(contribution.loss());
  }

  /** A request without payload, ahead of everything. */
  void ask(Header.Builder header, PendingReply reply) {
    links.of(header.getShard()).request(header, Outbound.EMPTY, reply, spec.replyMillis());
  }

  /** What goes with a header to one shard. */
  interface Packing {
    Payload pack(FrameClient link);
  }

  /**
   * Sends a request about one chunk once there is credit for {@code bytes}. False when it cannot go
   * on; then {@code reply} has failed.
   */
  boolean send(Header.Builder header, ChunkReply reply, long bytes, Packing packing) {
    Chunk chunk = reply.chunk();
    FrameClient link = links.of(chunk.shard());
    if (!awaitCredit(link, bytes, reply)) {
      return false;
    }
    long begin = System.nanoTime();
    Outbound body = new Outbound(packing.pack(link), bytes, chunk.unit());
    link.request(at(header, chunk), body, reply, spec.replyMillis());
    meter.add(Phase.PUSH, System.nanoTime() - begin);
    return true;
  }

  private boolean awaitCredit(FrameClient link, long bytes, ChunkReply reply) {
    try {
      link.awaitCredit(bytes, spec.replyMillis());
      return true;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      reply.onFailure(
          new ParameterException(
              Code.INTERRUPTED,
              link.peer() + ": " + reply.what() + ": interrupted while waiting for credit",
              interrupted));
    } catch (ParameterException failure) {
      reply.onFailure(
          new ParameterException(
              failure.code(), failure.getMessage() + " (" + reply.what() + ")", failure));
    }
    return false;
  }
}
