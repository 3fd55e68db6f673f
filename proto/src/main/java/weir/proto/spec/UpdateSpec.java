package weir.proto.spec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import weir.proto.partition.NormPhase;
import weir.proto.partition.Segment;

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

  /** True when no step moves the tensor. */
  public boolean freezes(Segment segment) {
    return groups.get(segment.group()).frozen();
  }

  /** True when the norms of the tensor's rows are bounded, so that a row must stay in one place. */
  public boolean bounds(Segment segment) {
    boolean bounded = groups.get(segment.group()).penalty().bounded();
    return segment.rank() > 1 && bounded && !freezes(segment);
  }

  /** What the update needs of all parameters before any of them may move, in order. */
  public List<NormPhase> phases() {
    List<NormPhase> phases = new ArrayList<>();
    if (clip.kind() == ClipSpec.Kind.GLOBAL_NORM) {
      phases.add(NormPhase.GRADIENT);
    }
    if (optimizer.kind() == OptimizerSpec.Kind.LAMB) {
      phases.add(NormPhase.TRUST);
    }
    return phases;
  }
}
