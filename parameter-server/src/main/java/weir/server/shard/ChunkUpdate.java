package weir.server.shard;

import java.util.Arrays;
import java.util.List;
import weir.proto.partition.NormPhase;
import weir.proto.partition.NormSums;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.GroupUpdate;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.UpdateSpec;
import weir.server.optimizer.MeasuredOptimizer;
import weir.server.optimizer.Optimizer;
import weir.server.optimizer.Optimizers;
import weir.server.optimizer.Sweep;
import weir.tensor.Kernels;

/**
 * From the sum of gradients at the root to the next weights, block by block: divide by the sum of
 * loss weights, clip, add penalties, sweep the optimizer, bound the norms of rows. Blocks of
 * buffers are only divided: the mean is their next version.
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

  /** Where moves are measured; empty unless the rule needs it. */
  private final float[] moves;

  ChunkUpdate(UpdateSpec spec, NormBlocks blocks) {
    this.spec = spec;
    this.blocks = blocks;
    this.optimizer = Optimizers.create(spec.optimizer(), blocks.to(blocks.count() - 1));
    this.average =
        spec.average().kept()
            ? new WeightAverage(spec.average(), blocks.to(blocks.count() - 1))
            : null;
    this.moves =
        new float[optimizer instanceof MeasuredOptimizer ? blocks.to(blocks.count() - 1) : 0];
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

  /** The update of step {@code step}, from 0. */
  Step begin(long step, double weight) {
    return new Step(step, weight);
  }

  /**
   * One step over the chunk: each phase of the update is measured and its outcome received, then
   * every block is applied once. Until then nothing but the step itself changes.
   */
  final class Step {
    private final long step;
    private final double weight;
    private float scale;
    private double[] trust;
    private GroupUpdate group;
    private double rate;
    private Sweep sweep;

    private Step(long step, double weight) {
      this.step = step;
      this.weight = weight;
      this.scale = weight == 0 ? 0 : (float) (1 / weight);
    }

    /** How many numbers {@link #receive} needs. */
    int received(NormPhase phase) {
      return phase.sums() * (phase.perSegment() ? blocks.segment(blocks.count() - 1) + 1 : 1);
    }

    /** What a phase came to: the total, or those of each segment. */
    void receive(NormPhase phase, List<Double> sums) {
      switch (phase) {
        case GRADIENT -> {
          double norm = NormSums.meanNorm(sums.get(0), weight);
          double factor = ((ClipSpec.GlobalNorm) spec.clip()).factor(norm);
          scale = weight == 0 ? 0 : (float) (factor / weight);
        }
        case TRUST -> {
          trust = new double[sums.size() / 2];
          for (int segment = 0; segment < trust.length; segment++) {
            double weights = sums.get(2 * segment);
            double moves = sums.get(2 * segment + 1);
            trust[segment] = weights == 0 || moves == 0 ? 1 : Math.sqrt(weights / moves);
          }
        }
      }
    }

    /** The sums of a block; {@code sum} holds the gradient sum and stays as it is. */
    void measure(NormPhase phase, int block, float[] weights, float[] sum, double[] sums) {
      int from = blocks.from(block);
      int to = blocks.to(block);
      int length = to - from;
      int at = block * phase.sums();
      if (frozen(block) || blocks.averages(block)) {
        Arrays.fill(sums, at, at + phase.sums(), 0);
        return;
      }
      switch (phase) {
        case GRADIENT -> sums[at] = Kernels.sumOfSquares(sum, from, length);
        case TRUST -> {
          sums[at] = Kernels.sumOfSquares(weights, from, length);
          sums[at + 1] = Kernels.sumOfSquares(move(block, weights, sum), from, length);
        }
      }
    }

    private float[] move(int block, float[] weights, float[] sum) {
      int from = blocks.from(block);
      int to = blocks.to(block);
      System.arraycopy(sum, from, moves, from, to - from);
      PenaltySpec penalty = spec.groups().get(blocks.group(block)).penalty();
      prepare(penalty, weights, moves, from, to);
      ((MeasuredOptimizer) optimizer).move(step + 1).apply(weights, moves, 1, from, to);
      Gradients.addL2(moves, weights, (float) penalty.weightDecay(), from, to);
      return moves;
    }

    /**
     * Blocks of a group lie side by side, as its tensors are long: so few sweeps are made. A tensor
     * that is trusted has a rate of its own.
     */
    private void enter(int block) {
      GroupUpdate next = spec.groups().get(blocks.group(block));
      boolean own =
          trust != null && (block == 0 || blocks.segment(block - 1) != blocks.segment(block));
      if (group == null || own || next.learningRate() != group.learningRate()) {
        rate = rateFactor * spec.schedule().rate(next.learningRate(), step);
        rate *= trust == null ? 1 : trust[blocks.segment(block)];
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
      enter(block);
      if (group.frozen()) {
        System.arraycopy(weights, from, next, from, to - from);
        return;
      }
      if (blocks.averages(block)) {
        average(weights, next, from, to);
        return;
      }
      PenaltySpec penalty = group.penalty();
      prepare(penalty, weights, next, from, to);
      sweep.apply(weights, next, (float) (1 - rate * penalty.weightDecay()), from, to);
      int row = blocks.boundedRow(block);
      for (int at = from; row > 0 && at < to; at += row) {
        bound(next, penalty.maxNorm(), at, row);
      }
    }

    /** From the gradient sum to the mean gradient, clipped, with penalties. */
    private void prepare(PenaltySpec penalty, float[] weights, float[] next, int from, int to) {
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
    }

    /** A row that is too long comes to the bound; the sweep is done, so it is in the cache. */
    private static void bound(float[] next, double most, int from, int length) {
      double norm = Math.sqrt(Kernels.sumOfSquares(next, from, length));
      if (norm > most) {
        Gradients.scale(next, (float) (most / norm), from, from + length);
      }
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
