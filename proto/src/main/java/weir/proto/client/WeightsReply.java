package weir.proto.client;

import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;

/** Weights of one chunk that answer a PULL, a PUSH_PULL or an APPLY. */
class WeightsReply extends ChunkReply {
  private final Gathering<?> gathering;
  private final float[] weights;
  private final ClientMeter meter;

  private WeightsReply(
      FrameType asked, Chunk chunk, long number, Gathering<?> gathering, Into into) {
    super(asked, chunk, number, gathering);
    this.gathering = gathering;
    this.weights = into.weights();
    this.meter = into.meter();
  }

  private record Into(float[] weights, ClientMeter meter) {}

  /** Of a PULL of version {@code version}. */
  WeightsReply(
      Chunk chunk, long version, Gathering<Void> gathering, float[] weights, ClientMeter meter) {
    this(FrameType.PULL, chunk, version, gathering, new Into(weights, meter));
  }

  /** Of a PUSH_PULL or APPLY of step {@code step}. */
  WeightsReply(
      FrameType asked, Chunk chunk, long step, StepGathering gathering, ClientMeter meter) {
    this(asked, chunk, step, gathering, new Into(gathering.weights(), meter));
  }

  @Override
  protected void onReply(Header header, Payload payload) {
    require(header, FrameType.WEIGHTS, payload, chunk().length() * Float.BYTES);
    long version = asked() == FrameType.PULL ? number() : number() + 1;
    if (header.getVersion() != version) {
      throw new ParameterException(
          Code.INTERNAL,
          what()
              + " answered with version "
              + header.getVersion()
              + " (expected: "
              + version
              + ")");
    }
    long begin = System.nanoTime();
    payload.read(weights, chunk().offset());
    meter.add(Phase.PULL, System.nanoTime() - begin);
    meter.add(Phase.APPLY, header.getApplyNanos());
    if (asked() == FrameType.PUSH_PULL) {
      meter.pushed(chunk().index(), header);
    }
    if (gathering instanceof StepGathering step) {
      if (!header.hasTotals()) {
        throw new ParameterException(Code.INTERNAL, what() + " answered without totals");
      }
      step.totals(header.getTotals());
    }
    gathering.arrived();
  }

  @Override
  protected void onFailure(ParameterException failure) {
    if (asked() == FrameType.PUSH_PULL) {
      meter.refused(chunk().index(), failure);
    }
    super.onFailure(failure);
  }
}
