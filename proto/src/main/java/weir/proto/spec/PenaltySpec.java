package weir.proto.spec;

import java.io.Serializable;

/**
 * Penalties and bounds of one group of parameters, applied once, by the server, after the division
 * by the sum of loss weights and after clipping. Reported losses exclude them.
 *
 * @param l1 adds {@code l1·sign(w)} to the gradient (sign(0) = 0)
 * @param l2 adds {@code l2·w} to the gradient: the penalty {@code l2/2·|w|²}, PyTorch's {@code
 *     weight_decay}
 * @param weightDecay decoupled: {@code w *= 1 − rate·weightDecay} before the update (Loshchilov and
 *     Hutter, "Decoupled Weight Decay Regularization", 2017)
 * @param maxNorm after the update each row of a tensor of two or more axes (the weights into one
 *     unit) whose Euclidean norm is greater is scaled to it; infinite: none is (Srivastava et al.,
 *     "Dropout", 2014)
 */
public record PenaltySpec(double l1, double l2, double weightDecay, double maxNorm)
    implements Serializable {
  /** No penalty. */
  public static final PenaltySpec NONE = new PenaltySpec(0, 0, 0);

  public PenaltySpec {
    Check.notNegative("optimizer.l1", l1);
    Check.notNegative("optimizer.l2", l2);
    Check.notNegative("optimizer.weightDecay", weightDecay);
    if (maxNorm != Double.POSITIVE_INFINITY) {
      Check.positive("optimizer.maxNorm", maxNorm);
    }
  }

  /** Without a bound on norms. */
  public PenaltySpec(double l1, double l2, double weightDecay) {
    this(l1, l2, weightDecay, Double.POSITIVE_INFINITY);
  }

  /** The same with another bound. */
  public PenaltySpec withMaxNorm(double bound) {
    return new PenaltySpec(l1, l2, weightDecay, bound);
  }

  /** True when the norms of rows are bounded. */
  public boolean bounded() {
    return maxNorm < Double.POSITIVE_INFINITY;
  }
}
