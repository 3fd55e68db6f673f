package weir.proto.spec;

import java.io.Serializable;
import java.util.List;

/**
 * Everything the server does to a sum of gradients: divide by the sum of loss weights, clip, add
 * penalties, apply the optimizer at the rate of the schedule.
 *
 * @param penalties one entry a group; {@code Segment.group} is an index into this list
 */
public record UpdateSpec(
    OptimizerSpec optimizer,
    double learningRate,
    ScheduleSpec schedule,
    ClipSpec clip,
    List<PenaltySpec> penalties)
    implements Serializable {
  public UpdateSpec {
    Check.positive("optimizer.learningRate", learningRate);
    penalties = List.copyOf(penalties);
    if (penalties.isEmpty()) {
      throw new IllegalArgumentException("penalties=[] (expected: one entry per parameter group)");
    }
    if (!optimizer.takesPenalties()) {
      penalties.forEach(penalty -> requireNone(optimizer, penalty));
    }
  }

  private static void requireNone(OptimizerSpec optimizer, PenaltySpec penalty) {
    if (!penalty.equals(PenaltySpec.NONE)) {
      throw new IllegalArgumentException(
          penalty + " (expected: none, " + optimizer.kind() + " has its own l1 and l2)");
    }
  }

  /** The learning rate of step {@code step}, from 0. */
  public double rate(long step) {
    return schedule.rate(learningRate, step);
  }

  /** True when the update needs norms over all parameters before any parameter may move. */
  public boolean twoPhase() {
    return clip.kind() == ClipSpec.Kind.GLOBAL_NORM;
  }
}
