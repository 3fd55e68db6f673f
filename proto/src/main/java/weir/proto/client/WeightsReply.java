package weir.proto.client;

import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.partition.Chunk;

/** Weights of one chunk that answer a PULL, a PUSH_PULL or an APPLY. */
class WeightsReply extends ChunkReply {
  private final Gathering<?> gathering;
  private final Into into;

  /** Where the weights go, and who counts. */
  record Into(float[] weights, int offset, ClientMeter meter) {}

  /**
   * @param number of a PULL the version, of a PUSH_PULL or APPLY the step
   */
  private WeightsReply(
      FrameType asked, Chunk chunk, Gathering<?> gathering, long number, Into into) {
    super(asked, chunk, number, gathering);
    this.gathering = gathering;
    this.into = into;
  }

  /** Of a PULL of version {@code version}. */
  WeightsReply(Chunk chunk, long version, Gathering<Void> gathering, Into into) {
    this(FrameType.PULL, chunk, gathering, version, into);
  }

  /** Of a PUSH_PULL or APPLY of step {@code step}. */
  WeightsReply(FrameType asked, Chunk chunk, long step, StepGathering gathering, Into into) {
    this(asked, chunk, gathering, step, into);
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
    if (gathering instanceof StepGathering step && payload instanceof Payload.Lent slice) {
      step.lent(slice, into.offset);
    } else {
      long begin = System.nanoTime();
      payload.read(into.weights, into.offset);
      into.meter.add(Phase.PULL, System.nanoTime() - begin);
    }
    into.meter.add(Phase.APPLY, header.getApplyNanos());
    if (asked() == FrameType.PUSH_PULL) {
      into.meter.pushed(chunk().index(), header);
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
      into.meter.refused(chunk().index(), failure);
    }
    super.onFailure(failure);
  }
}
