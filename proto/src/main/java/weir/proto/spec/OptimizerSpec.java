package weir.proto.spec;

import java.io.Serializable;

/**
 * Which rule turns a mean gradient into an update of the parameters. All states start at zero
 * unless said otherwise; t = 1, 2, … counts applied steps. The formulas are those of PyTorch's
 * {@code torch.optim}; {@link Ema} is the pure exponential-average momentum.
 *
 * <p>Learning rate, schedule, clipping and penalties are not here but in {@link UpdateSpec}: they
 * are the same for every rule.
 */
public sealed interface OptimizerSpec extends Serializable {

  /** The tag that {@code switch} and the wire use. */
  enum Kind {
    SGD,
    EMA,
    ADAM,
    RMSPROP,
    ADAGRAD,
    ADADELTA,
    FTRL,
    LAMB
  }

  /** The tag of this rule. */
  Kind kind();

  /** How many floats of state a parameter costs on the server, weights excluded. */
  int slots();

  /** False when a {@link PenaltySpec} makes no sense: the rule has penalties of its own. */
  default boolean takesPenalties() {
    return true;
  }

  /**
   * {@code v = g} at t = 1, then {@code v = momentum·v + (1 − dampening)·g}; {@code w −= lr·v}, or
   * with {@code nesterov} {@code w −= lr·(g + momentum·v)}. Without momentum no state is kept.
   */
  record Sgd(double momentum, double dampening, boolean nesterov) implements OptimizerSpec {
    /** Plain gradient descent. */
    public static final Sgd DEFAULT = new Sgd(0, 0, false);

    /** The heavy ball. */
    public static final Sgd MOMENTUM = new Sgd(0.9, 0, false);

    public Sgd {
      Check.fraction("optimizer.momentum", momentum);
      Check.finite("optimizer.dampening", dampening);
      if (nesterov && (momentum <= 0 || dampening != 0)) {
        throw new IllegalArgumentException(
            "optimizer.nesterov=true needs momentum > 0 and dampening 0 (momentum="
                + momentum
                + ", dampening="
                + dampening
                + "); set optimizer.momentum");
      }
    }

    @Override
    public Kind kind() {
      return Kind.SGD;
    }

    @Override
    public int slots() {
      return momentum == 0 ? 0 : 1;
    }
  }

  /** {@code v = beta·v + (1 − beta)·g} from v = 0; {@code w −= lr·v}. */
  record Ema(double beta) implements OptimizerSpec {
    /** beta 0.9. */
    public static final Ema DEFAULT = new Ema(0.9);

    public Ema {
      Check.fraction("optimizer.beta", beta);
    }

    @Override
    public Kind kind() {
      return Kind.EMA;
    }

    @Override
    public int slots() {
      return 1;
    }
  }

  /**
   * Kingma and Ba, "Adam: A Method for Stochastic Optimization", 2014, with PyTorch's placement of
   * epsilon: {@code w −= lr · m̂ / (sqrt(ŝ) + epsilon)}. AdamW is this rule with {@link
   * PenaltySpec#weightDecay()}.
   *
   * @param amsGrad divides by the largest s so far (Reddi, Kale and Kumar, "On the Convergence of
   *     Adam and Beyond", 2018)
   */
  record Adam(double beta1, double beta2, double epsilon, boolean amsGrad)
      implements OptimizerSpec {
    /** PyTorch's. */
    public static final Adam DEFAULT = new Adam(0.9, 0.999, 1e-8);

    public Adam {
      Check.fraction("optimizer.beta1", beta1);
      Check.fraction("optimizer.beta2", beta2);
      Check.notNegative("optimizer.epsilon", epsilon);
    }

    /** Adam as first published. */
    public Adam(double beta1, double beta2, double epsilon) {
      this(beta1, beta2, epsilon, false);
    }

    @Override
    public Kind kind() {
      return Kind.ADAM;
    }

    @Override
    public int slots() {
      return amsGrad ? 3 : 2;
    }
  }

  /**
   * You et al., "Large Batch Optimization for Deep Learning", 2019: {@code u = m̂ / (sqrt(ŝ) +
   * epsilon) + weightDecay·w} with m̂ and ŝ as in Adam; {@code w −= lr · |w| / |u| · u}, the norms
   * taken of each tensor, their ratio 1 where one of them is 0. The decay is {@link
   * PenaltySpec#weightDecay()}.
   *
   * @param biasCorrection false: m̂ = m, ŝ = s
   */
  record Lamb(double beta1, double beta2, double epsilon, boolean biasCorrection)
      implements OptimizerSpec {
    /** The paper's. */
    public static final Lamb DEFAULT = new Lamb(0.9, 0.999, 1e-6, true);

    public Lamb {
      Check.fraction("optimizer.beta1", beta1);
      Check.fraction("optimizer.beta2", beta2);
      Check.notNegative("optimizer.epsilon", epsilon);
    }

    @Override
    public Kind kind() {
      return Kind.LAMB;
    }

    @Override
    public int slots() {
      return 2;
    }
  }

  /**
   * {@code s = alpha·s + (1 − alpha)·g²}; centered also {@code a = alpha·a + (1 − alpha)·g}; {@code
   * v = momentum·v + g / (sqrt(s − a²) + epsilon)}; {@code w −= lr·v}.
   */
  record RmsProp(double alpha, double epsilon, double momentum, boolean centered)
      implements OptimizerSpec {
    /** PyTorch's. */
    public static final RmsProp DEFAULT = new RmsProp(0.99, 1e-8, 0, false);

    public RmsProp {
      Check.fraction("optimizer.alpha", alpha);
      Check.notNegative("optimizer.epsilon", epsilon);
      Check.fraction("optimizer.momentum", momentum);
    }

    @Override
    public Kind kind() {
      return Kind.RMSPROP;
    }

    @Override
    public int slots() {
      return 1 + (centered ? 1 : 0) + (momentum > 0 ? 1 : 0);
    }
  }

  /**
   * Duchi, Hazan and Singer, 2011: {@code s += g²} from {@code initialAccumulator}; {@code w −= lr
   * / (1 + (t − 1)·learningRateDecay) · g / (sqrt(s) + epsilon)}.
   */
  record Adagrad(double learningRateDecay, double initialAccumulator, double epsilon)
      implements OptimizerSpec {
    /** PyTorch's. */
    public static final Adagrad DEFAULT = new Adagrad(0, 0, 1e-10);

    public Adagrad {
      Check.notNegative("optimizer.learningRateDecay", learningRateDecay);
      Check.notNegative("optimizer.initialAccumulator", initialAccumulator);
      Check.notNegative("optimizer.epsilon", epsilon);
    }

    @Override
    public Kind kind() {
      return Kind.ADAGRAD;
    }

    @Override
    public int slots() {
      return 1;
    }
  }

  /**
   * Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012: {@code s = rho·s + (1 − rho)·g²};
   * {@code d = sqrt(u + epsilon) / sqrt(s + epsilon) · g}; {@code u = rho·u + (1 − rho)·d²}; {@code
   * w −= lr·d}.
   *
   * @param epsilon &gt; 0: it is what makes the first step differ from zero
   */
  record Adadelta(double rho, double epsilon) implements OptimizerSpec {
    /** PyTorch's. */
    public static final Adadelta DEFAULT = new Adadelta(0.9, 1e-6);

    public Adadelta {
      Check.fraction("optimizer.rho", rho);
      Check.positive("optimizer.epsilon", epsilon);
    }

    @Override
    public Kind kind() {
      return Kind.ADADELTA;
    }

    @Override
    public int slots() {
      return 2;
    }
  }

  /**
   * McMahan et al., "Ad Click Prediction: a View from the Trenches", 2013, algorithm 1, alpha being
   * the learning rate: {@code z += g − (sqrt(n + g²) − sqrt(n)) / lr · w}; {@code n += g²}; {@code
   * w = 0} where {@code |z| <= l1}, else {@code w = −(z − sign(z)·l1) / ((beta + sqrt(n)) / lr +
   * l2)}. Weights that have seen no gradient are 0 after the first step, whatever they were before.
   *
   * @param beta &gt; 0: keeps the first steps small
   * @param l1 how far the gradients must have pulled before a weight leaves 0
   * @param l2 shrinks the others
   */
  record Ftrl(double beta, double l1, double l2) implements OptimizerSpec {
    /** beta 1, no penalties. */
    public static final Ftrl DEFAULT = new Ftrl(1, 0, 0);

    public Ftrl {
      Check.positive("optimizer.beta", beta);
      Check.notNegative("optimizer.l1", l1);
      Check.notNegative("optimizer.l2", l2);
    }

    @Override
    public Kind kind() {
      return Kind.FTRL;
    }

    @Override
    public int slots() {
      return 2;
    }

    @Override
    public boolean takesPenalties() {
      return false;
    }
  }
}
