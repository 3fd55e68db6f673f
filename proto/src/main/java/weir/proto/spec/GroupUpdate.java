package weir.proto.spec;

import java.io.Serializable;

/**
 * How the parameters of one group are updated.
 *
 * @param learningRate the base rate B of the schedule for this group
 * @param frozen the group stays as it was initialized: neither rule nor penalties move it, and its
 *     gradient counts in no norm
 */
public record GroupUpdate(double learningRate, boolean frozen, PenaltySpec penalty)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public GroupUpdate {
    Check.positive("optimizer.learningRate", learningRate);
  }

  /** All parameters alike: this rate, no penalty. */
  public static GroupUpdate of(double learningRate) {
    return new GroupUpdate(learningRate, false, PenaltySpec.NONE);
  }
}
