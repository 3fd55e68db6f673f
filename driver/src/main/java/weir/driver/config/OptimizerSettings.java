package weir.driver.config;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import weir.proto.spec.ClipSpec;
import weir.proto.spec.EpochPlan;
import weir.proto.spec.GroupUpdate;
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
 * @param average what is validated, tested and stored
 */
public record OptimizerSettings(
    OptimizerSpec rule,
    double learningRate,
    ScheduleSettings schedule,
    ClipSpec clip,
    PenaltySpec penalty,
    List<ParameterGroup> groups,
    AverageSettings average)
    implements Serializable {
  /** Plain gradient descent; rates of all rules but FTRL are PyTorch's. */
  public static final OptimizerSettings SGD = plain(OptimizerSpec.Sgd.DEFAULT, 0.01, 0);

  /** Gradient descent with momentum. */
  public static final OptimizerSettings MOMENTUM = plain(OptimizerSpec.Sgd.MOMENTUM, 0.01, 0);

  /** Momentum as a pure exponential average. */
  public static final OptimizerSettings EMA = plain(OptimizerSpec.Ema.DEFAULT, 0.01, 0);

  /** Adam; what trains where nothing is said. */
  public static final OptimizerSettings ADAM = plain(OptimizerSpec.Adam.DEFAULT, 0.001, 0);

  /** Adam with decoupled weight decay. */
  public static final OptimizerSettings ADAM_W = plain(OptimizerSpec.Adam.DEFAULT, 0.001, 0.01);

  /** LAMB, for large batches. */
  public static final OptimizerSettings LAMB = plain(OptimizerSpec.Lamb.DEFAULT, 0.001, 0.01);

  /** RMSprop. */
  public static final OptimizerSettings RMS_PROP = plain(OptimizerSpec.RmsProp.DEFAULT, 0.01, 0);

  /** Adagrad. */
  public static final OptimizerSettings ADAGRAD = plain(OptimizerSpec.Adagrad.DEFAULT, 0.01, 0);

  /** Adadelta. */
  public static final OptimizerSettings ADADELTA = plain(OptimizerSpec.Adadelta.DEFAULT, 1, 0);

  /** FTRL-proximal. */
  public static final OptimizerSettings FTRL = plain(OptimizerSpec.Ftrl.DEFAULT, 0.1, 0);

  public OptimizerSettings {
    groups = List.copyOf(groups);
    Check.positive("optimizer.learningRate", learningRate);
    if (!rule.takesPenalties()) {
      String expected = "none beside the l1 and l2 of the rule";
      Check.require(penalty.equals(PenaltySpec.NONE), "optimizer.l2", penalty, expected);
      for (ParameterGroup group : groups) {
        Check.require(
            group.penalty().equals(PenaltySpec.NONE), "optimizer.groups.l2", group, expected);
      }
    }
  }

  private static OptimizerSettings plain(OptimizerSpec rule, double rate, double weightDecay) {
    return new OptimizerSettings(
        rule,
        rate,
        new ScheduleSettings.Constant(),
        new ClipSpec.None(),
        new PenaltySpec(0, 0, weightDecay),
        List.of(),
        AverageSettings.NONE);
  }

  /**
   * The typed record for the server: entry 0 of its groups has the parameters that no group
   * matches, entry i + 1 those of group i, as {@code Network.segments} counts.
   *
   * @param plan where each epoch begins
   * @param epochs of the whole training, what schedules without a length extend over
   */
  public UpdateSpec update(EpochPlan plan, int epochs) {
    var updates = new ArrayList<GroupUpdate>();
    updates.add(new GroupUpdate(learningRate, false, penalty));
    groups.forEach(group -> updates.add(update(group)));
    var timeline = new Timeline(plan, epochs);
    return new UpdateSpec(rule, schedule.spec(timeline), clip, updates, average.spec(timeline));
  }

  /** The same with another schedule. */
  public OptimizerSettings with(ScheduleSettings other) {
    return new OptimizerSettings(rule, learningRate, other, clip, penalty, groups, average);
  }

  private GroupUpdate update(ParameterGroup group) {
    double rate = group.learningRate() == null ? learningRate : group.learningRate();
    return new GroupUpdate(rate, group.freeze(), group.penalty());
  }

  /** The groups as {@code Network.segments} takes them: group i becomes entry i + 1. */
  public List<GroupSpec> tensors() {
    return groups.stream().map(ParameterGroup::match).toList();
  }
}
