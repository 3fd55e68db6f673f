package weir.proto.client;

import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;
import weir.proto.partition.Chunk;
import weir.proto.partition.RangePartition;

/**
 * One step of a two-phase update: gathers the norms of all chunks, then applies the global norm to
 * each of them, a bounded number at a time. Thread-safe.
 */
final class NormStep {
  /** Weights on their way back at once: what a connection's credit holds of full chunks. */
  private final int window;

  private final long step;
  private final RangePartition partition;
  private final Applier applier;
  private final double[] sums;
  private final StepGathering[] gatherings;
  private int missing;
  private int next;
  private double norm;
  private ParameterException failure;

  /** Sends APPLY for one chunk. */
  interface Applier {
    void apply(Chunk chunk, long step, double norm, ChunkReply reply);
  }

  NormStep(long step, RangePartition partition, int window, Applier applier) {
    this.step = step;
    this.partition = partition;
    this.window = window;
    this.applier = applier;
    this.sums = new double[partition.blockCount()];
    this.gatherings = new StepGathering[partition.chunks().size()];
    this.missing = gatherings.length;
  }

  long step() {
    return step;
  }

  /** True once every chunk's norms have come: a push of the same step is a new try. */
  synchronized boolean isComplete() {
    return missing == 0;
  }

  /** Waits for the norms of {@code chunk}; its weights will go to {@code gathering}. */
  ChunkReply expect(Chunk chunk, StepGathering gathering, ClientMeter meter) {
    ParameterException earlier;
    synchronized (this) {
      gatherings[chunk.index()] = gathering;
      earlier = failure;
    }
    if (earlier != null) {
      gathering.failed(earlier);
    }
    return new NormsReply(chunk, gathering, meter);
  }

  /** Fails every unit of the step: without one chunk's norms none of them can go on. */
  void fail(ParameterException reason) {
    synchronized (this) {
      failure = reason;
    }
    for (StepGathering gathering : gatherings) {
      if (gathering != null) {
        gathering.failed(reason);
      }
    }
  }

  private void arrived(Totals totals, ClientMeter meter) {
    synchronized (this) {
      if (--missing > 0) {
        return;
      }
      norm = NormTree.meanNorm(sums, totals.getWeight());
      for (StepGathering gathering : gatherings) {
        gathering.gradientNorm(norm);
      }
    }
    for (int i = 0; i < window; i++) {
      applyNext(meter);
    }
  }

  private void applyNext(ClientMeter meter) {
    Chunk chunk;
    synchronized (this) {
      if (next == gatherings.length) {
        return;
      }
      chunk = partition.chunks().get(next++);
    }
    applier.apply(chunk, step, norm, new AppliedReply(chunk, gatherings[chunk.index()], meter));
  }

  private final class NormsReply extends ChunkReply {
    private final ClientMeter meter;

    NormsReply(Chunk chunk, StepGathering gathering, ClientMeter meter) {
      super(FrameType.PUSH_PULL, chunk, step, gathering);
      this.meter = meter;
    }

    @Override
    protected void onReply(Header header, Payload payload) {
      require(header, FrameType.NORMS, payload, chunk().blocks() * Double.BYTES);
      if (!header.hasTotals()) {
        throw new ParameterException(Code.INTERNAL, what() + " answered without totals");
      }
      payload.readDoubles(sums, chunk().firstBlock());
      meter.add(Phase.APPLY, header.getApplyNanos());
      meter.pushed(chunk().index(), header);
      arrived(header.getTotals(), meter);
    }

    @Override
    protected void onFailure(ParameterException reason) {
      meter.refused(chunk().index(), reason);
      fail(reason);
    }
  }

  /** A sparse table and a global norm exclude each other: the flat vector is all dense. */
  private static WeightsReply.Into into(Chunk chunk, StepGathering gathering, ClientMeter meter) {
    return new WeightsReply.Into(gathering.weights(), chunk.offset(), meter);
  }

  private final class AppliedReply extends WeightsReply {
    private final ClientMeter meter;

    AppliedReply(Chunk chunk, StepGathering gathering, ClientMeter meter) {
      super(FrameType.APPLY, chunk, step, gathering, into(chunk, gathering, meter));
      this.meter = meter;
    }

    @Override
    protected void onReply(Header header, Payload payload) {
      super.onReply(header, payload);
      applyNext(meter);
    }

    @Override
    protected void onFailure(ParameterException reason) {
      fail(reason);
    }
  }
}
