package weir.server.shard;

import weir.proto.spec.ClipSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.UpdateSpec;
import weir.server.optimizer.Optimizer;
import weir.server.optimizer.Optimizers;
import weir.server.optimizer.Sweep;

/**
 * From the sum of gradients at the root to the next weights, block by block: divide by the sum of
 * loss weights, clip, add penalties, sweep the optimizer. Blocks of buffers are only divided: the
 * mean is their next version.
 *
 * <p>The division is a multiplication by {@code (float) (factor / weight)}, factor being 1 or what
 * clipping by global norm says: one rounding, the same for any cluster. A step whose loss weights
 * sum to zero has a zero gradient, and leaves buffers as they are. What is frozen passes from
 * version to version untouched.
 */
final class ChunkUpdate {
  private final UpdateSpec spec;
  private final NormBlocks blocks;
  private final Optimizer optimizer;
  private final WeightAverage average;
  private final float limit;
  private double rateFactor = 1;

  ChunkUpdate(UpdateSpec spec, NormBlocks blocks) {
    this.spec = spec;
    this.blocks = blocks;
    this.optimizer = Optimizers.create(spec.optimizer(), blocks.to(blocks.count() - 1));
    this.average =
        spec.average().kept()
            ? new WeightAverage(spec.average(), blocks.to(blocks.count() - 1))
            : null;
    this.limit =
        spec.clip().kind() == ClipSpec.Kind.VALUE
            ? (float) ((ClipSpec.Value) spec.clip()).limit()
            : Float.POSITIVE_INFINITY;
  }

  NormBlocks blocks() {
    return blocks;
  }

  /** True when the block never moves. */
  boolean frozen(int block) {
    return spec.groups().get(blocks.group(block)).frozen();
  }

  /** The average of the weights; null when none is kept. */
  WeightAverage average() {
    return average;
  }

  /** From the next step on rates are this times the schedule's. */
  void scaleRate(double factor) {
    rateFactor = factor;
  }

  /** The update of step {@code step}, from 0; {@code norm} is of the mean gradient. */
  Step begin(long step, double weight, double norm) {
    double factor =
        spec.clip().kind() == ClipSpec.Kind.GLOBAL_NORM
            ? ((ClipSpec.GlobalNorm) spec.clip()).factor(norm)
            : 1;
    return new Step(step, factor, weight);
  }

  /** One step over the chunk; every block is applied once. */
  final class Step {
    private final long step;
    private final double weight;
    private final float scale;
    private GroupUpdate group;
    private double rate;
    private Sweep sweep;

    private Step(long step, double factor, double weight) {
      this.step = step;
      this.weight = weight;
      this.scale = weight == 0 ? 0 : (float) (factor / weight);
    }

    /** Blocks of a group lie side by side, as its tensors are long: so few sweeps are made. */
    private void enter(GroupUpdate next) {
      if (group == null || next.learningRate() != group.learningRate()) {
        rate = rateFactor * spec.schedule().rate(next.learningRate(), step);
        sweep = optimizer.sweep(step + 1, rate);
      }
      group = next;
    }

    /** {@code next} holds the gradient sum on entry and the new weights on return. */
    void apply(int block, float[] weights, float[] next) {
      int from = blocks.from(block);
      int to = blocks.to(block);
      if (average != null) {
        average.add(step, weights, from, to);
      }
      enter(spec.groups().get(blocks.group(block)));
      if (group.frozen()) {
        System.arraycopy(weights, from, next, from, to - from);
        return;
      }
      if (blocks.averages(block)) {
        average(weights, next, from, to);
        return;
      }
      PenaltySpec penalty = group.penalty();
      Gradients.scale(next, scale, from, to);
      if (limit < Float.POSITIVE_INFINITY) {
        Gradients.clip(next, limit, from, to);
      }
      if (penalty.l2() > 0) {
        Gradients.addL2(next, weights, (float) penalty.l2(), from, to);
      }
      if (penalty.l1() > 0) {
        Gradients.addL1(next, weights, (float) penalty.l1(), from, to);
      }
      sweep.apply(weights, next, (float) (1 - rate * penalty.weightDecay()), from, to);
    }

    private void average(float[] current, float[] next, int from, int to) {
      if (weight == 0) {
        System.arraycopy(current, from, next, from, to - from);
      } else {
        Gradients.scale(next, (float) (1 / weight), from, to);
      }
    }
  }
}
