package weir.proto.spec;

import java.io.Serializable;

/** What is done to the mean gradient before penalties and the optimizer. */
public sealed interface ClipSpec extends Serializable {

  /** The tag that {@code switch} and the wire use. */
  enum Kind {
    NONE,
    VALUE,
    GLOBAL_NORM
  }

  /** The tag of this clipping. */
  Kind kind();

  /** Gradients stay as they are. */
  record None() implements ClipSpec {
    @Override
    public Kind kind() {
      return Kind.NONE;
    }
  }

  /** Each entry into [−limit, limit]. */
  record Value(double limit) implements ClipSpec {
    public Value {
      Check.positive("optimizer.clip.value", limit);
    }

    @Override
    public Kind kind() {
      return Kind.VALUE;
    }
  }

  /**
   * All gradients times min(1, limit / (norm + 1e-6)), norm over all parameters together (as
   * PyTorch's {@code clip_grad_norm_}). Needs a phase of its own: see docs/wire.md.
   */
  record GlobalNorm(double limit) implements ClipSpec {
    /** PyTorch's guard against division by zero. */
    public static final double EPSILON = 1e-6;

    public GlobalNorm {
      Check.positive("optimizer.clip.globalNorm", limit);
    }

    /** The factor for a gradient of norm {@code norm}. */
    public double factor(double norm) {
      return Math.min(1, limit / (norm + EPSILON));
    }

    @Override
    public Kind kind() {
      return Kind.GLOBAL_NORM;
    }
  }
}
