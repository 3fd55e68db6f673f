package weir.proto.spec;

import java.io.Serializable;
import java.util.List;

/**
 * Everything the server does to a sum of gradients: divide by the sum of loss weights, clip, add
 * penalties, apply the optimizer at the rate of the schedule.
 *
 * @param groups {@code Segment.group} is an index into this list; entry 0 has the parameters that
 *     are in no other group
 * @param average what is kept beside the weights
 */
public record UpdateSpec(
    OptimizerSpec optimizer,
    ScheduleSpec schedule,
    ClipSpec clip,
    List<GroupUpdate> groups,
    AverageSpec average)
    implements Serializable {
  public UpdateSpec {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("groups=[] (expected: at least one)");
    }
    if (!optimizer.takesPenalties()) {
      groups.forEach(group -> requireNone(optimizer, group.penalty()));
    }
  }

  /** Without an average. */
  public UpdateSpec(
      OptimizerSpec optimizer, ScheduleSpec schedule, ClipSpec clip, List<GroupUpdate> groups) {
    this(optimizer, schedule, clip, groups, AverageSpec.NONE);
  }

  private static void requireNone(OptimizerSpec optimizer, PenaltySpec penalty) {
    if (!penalty.equals(PenaltySpec.NONE)) {
      throw new IllegalArgumentException(
          penalty + " (expected: none, " + optimizer.kind() + " has its own l1 and l2)");
    }
  }

  /** The base rate of parameters that are in no group. */
  public double learningRate() {
    return groups.get(0).learningRate();
  }

  /** The learning rate of step {@code step}, from 0, of parameters that are in no group. */
  public double rate(long step) {
    return schedule.rate(learningRate(), step);
  }

  /** True when the update needs norms over all parameters before any parameter may move. */
  public boolean twoPhase() {
    return clip.kind() == ClipSpec.Kind.GLOBAL_NORM;
  }
}
