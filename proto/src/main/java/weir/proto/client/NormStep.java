package weir.proto.client;

import java.util.List;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Payload;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;
import weir.proto.partition.Chunk;
import weir.proto.partition.NormPhase;
import weir.proto.partition.NormSums;
import weir.proto.partition.RangePartition;

/**
 * One step of an update that needs norms: gathers the sums of all chunks in one phase after
 * another, and sends what they come to to each chunk, a bounded number at a time. The last phase is
 * answered by weights. Thread-safe.
 */
final class NormStep {
  /** What all steps of a training have in common. */
  record Plan(RangePartition partition, List<NormPhase> phases, int window, Applier applier) {}

  /** Sends APPLY for one chunk. */
  interface Applier {
    void apply(Chunk chunk, Sums sums, ChunkReply reply);
  }

  /** What a phase of a step came to for one chunk. */
  record Sums(long step, int phase, double[] values) {}

  private final Plan plan;
  private final long step;
  private final List<NormSums> sums;
  private final List<Chunk> learning;

  /** By chunk; null where it does not learn. */
  private final StepGathering[] gatherings;

  /** The phase whose sums are awaited; one past the last when all have come. */
  private int phase;

  private int missing;
  private int next;
  private ParameterException failure;

  NormStep(long step, Plan plan) {
    this.step = step;
    this.plan = plan;
    this.sums = plan.phases.stream().map(each -> new NormSums(each, plan.partition)).toList();
    this.gatherings = new StepGathering[plan.partition.chunks().size()];
    this.learning = plan.partition.learningChunks();
    this.missing = learning.size();
    this.next = learning.size();
  }

  long step() {
    return step;
  }

  /** True once every chunk's push was answered: a push of the same step is a new try. */
  synchronized boolean isPushed() {
    return phase > 0;
  }

  /** Waits for the first sums of {@code chunk}; its weights will go to {@code gathering}. */
  ChunkReply expect(Chunk chunk, StepGathering gathering, ClientMeter meter) {
    ParameterException earlier;
    synchronized (this) {
      gatherings[chunk.index()] = gathering;
      earlier = failure;
    }
    if (earlier != null) {
      gathering.failed(earlier);
    }
    return new NormsReply(0, chunk, gathering, meter);
  }

  /** Fails every unit of the step: without one chunk's sums none of them can go on. */
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
      NormSums all = sums.get(phase);
      all.combine();
      if (all.phase() == NormPhase.GRADIENT) {
        double norm = NormSums.meanNorm(all.total(), totals.getWeight());
        for (Chunk chunk : learning) {
          gatherings[chunk.index()].gradientNorm(norm);
        }
      }
      phase++;
      missing = learning.size();
      next = 0;
    }
    for (int i = 0; i < plan.window; i++) {
      applyNext(meter);
    }
  }

  private void applyNext(ClientMeter meter) {
    Chunk chunk;
    Sums combined;
    boolean last;
    synchronized (this) {
      if (next == learning.size()) {
        return;
      }
      chunk = learning.get(next++);
      combined = new Sums(step, phase - 1, sums.get(phase - 1).of(chunk));
      last = phase == sums.size();
    }
    StepGathering gathering = gatherings[chunk.index()];
    plan.applier.apply(
        chunk,
        combined,
        last
            ? new AppliedReply(chunk, gathering, meter)
            : new NormsReply(combined.phase() + 1, chunk, gathering, meter));
  }

  private final class NormsReply extends ChunkReply {
    private final int phaseAsked;
    private final ClientMeter meter;

    NormsReply(int phaseAsked, Chunk chunk, StepGathering gathering, ClientMeter meter) {
      super(phaseAsked == 0 ? FrameType.PUSH_PULL : FrameType.APPLY, chunk, step, gathering);
      this.phaseAsked = phaseAsked;
      this.meter = meter;
    }

    @Override
    protected void onReply(Header header, Payload payload) {
      NormSums all = sums.get(phaseAsked);
      require(header, FrameType.NORMS, payload, all.count(chunk()) * Double.BYTES);
      if (!header.hasTotals() || header.getPhase() != phaseAsked) {
        throw new ParameterException(
            Code.INTERNAL,
            what()
                + " answered in phase "
                + header.getPhase()
                + (header.hasTotals() ? "" : " without totals")
                + " (expected: phase "
                + phaseAsked
                + ", with totals)");
      }
      payload.readDoubles(all.array(), all.from(chunk()));
      meter.add(Phase.APPLY, header.getApplyNanos());
      if (phaseAsked == 0) {
        meter.pushed(chunk().index(), header);
      } else {
        applyNext(meter);
      }
      arrived(header.getTotals(), meter);
    }

    @Override
    protected void onFailure(ParameterException reason) {
      if (phaseAsked == 0) {
        meter.refused(chunk().index(), reason);
      }
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
