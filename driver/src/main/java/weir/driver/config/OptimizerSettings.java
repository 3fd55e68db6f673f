package weir.driver.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.OptimizerSpec;
import weir.proto.spec.PenaltySpec;
import weir.proto.spec.UpdateSpec;
import weir.worker.nn.GroupSpec;

/**
 * The optimizer as a job file has it: lengths of schedules may be in epochs, groups are patterns
 * over parameter names. {@link #update} makes what the server applies, once the length of an epoch
 * is known.
 *
 * @param penalty of parameters that no group matches
 * @param groups in order; the first that matches a parameter holds
 */
public record OptimizerSettings(
    OptimizerSpec rule,
    double learningRate,
    ScheduleSettings schedule,
    ClipSpec clip,
    PenaltySpec penalty,
    List<ParameterGroup> groups)
    implements Serializable {
  public OptimizerSettings {
    groups = List.copyOf(groups);
    Check.positive("optimizer.learningRate", learningRate);
  }

  /**
   * The typed record for the server: entry 0 of its penalties is {@link #penalty}, entry i + 1 that
   * of group i, as {@code Network.segments} counts.
   *
   * @param stepsPerEpoch &gt; 0
   * @param epochs of the whole training, what schedules without a length extend over
   */
  public UpdateSpec update(long stepsPerEpoch, int epochs) {
    var penalties = new ArrayList<PenaltySpec>();
    penalties.add(penalty);
    groups.forEach(group -> penalties.add(group.penalty()));
    return new UpdateSpec(
        rule, learningRate, schedule.spec(new Timeline(stepsPerEpoch, epochs)), clip, penalties);
  }

  /** The groups as {@code Network.segments} takes them: group i becomes entry i + 1. */
  public List<GroupSpec> tensors() {
    return groups.stream().map(ParameterGroup::match).toList();
  }
}
