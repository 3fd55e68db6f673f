package weir.proto.spec;

import java.io.Serializable;

/**
 * Penalties of one group of parameters, applied once, by the server, after the division by the sum
 * of loss weights and after clipping. Reported losses exclude them.
 *
 * @param l1 adds {@code l1·sign(w)} to the gradient (sign(0) = 0)
 * @param l2 adds {@code l2·w} to the gradient: the penalty {@code l2/2·|w|²}, PyTorch's {@code
 *     weight_decay}
 * @param weightDecay decoupled: {@code w *= 1 − rate·weightDecay} before the update (Loshchilov and
 *     Hutter, "Decoupled Weight Decay Regularization", 2017)
 */
public record PenaltySpec(double l1, double l2, double weightDecay) implements Serializable {
  /** No penalty. */
  public static final PenaltySpec NONE = new PenaltySpec(0, 0, 0);

  public PenaltySpec {
    Check.notNegative("optimizer.l1", l1);
    Check.notNegative("optimizer.l2", l2);
    Check.notNegative("optimizer.weightDecay", weightDecay);
  }
}
