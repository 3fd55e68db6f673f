package weir.worker.nn.spec;

import java.io.Serializable;

/** How a tensor starts. Immutable. */
public sealed interface InitializerSpec extends Serializable {
  /** All zero. */
  InitializerSpec ZEROS = new Constant(0);

  /** The tag that {@code switch} uses. */
  enum Kind {
    CONSTANT,
    NORMAL,
    UNIFORM,
    SCALED
  }

  /** The tag of this initializer. */
  Kind kind();

  /**
   * The default for weights: He uniform in front of relu-like activations, Xavier uniform in front
   * of all others (PyTorch's default, uniform in ±1/√fanIn for weights and bias alike, keeps
   * neither variance). Biases start at zero.
   */
  static InitializerSpec defaultFor(ActivationKind activation) {
    return activation.reluLike() ? Scaled.of(Scheme.HE) : Scaled.of(Scheme.XAVIER);
  }

  /** Every element is {@code value}. */
  record Constant(double value) implements InitializerSpec {
    private static final long serialVersionUID = 1;

    public Constant {
      finite("value", value);
    }

    @Override
    public Kind kind() {
      return Kind.CONSTANT;
    }
  }

  /** Normal, not truncated. */
  record Normal(double mean, double deviation) implements InitializerSpec {
    private static final long serialVersionUID = 1;

    /** The standard normal distribution. */
    public static final Normal DEFAULT = new Normal(0, 1);

    public Normal {
      finite("mean", mean);
      notNegative("deviation", deviation);
    }

    @Override
    public Kind kind() {
      return Kind.NORMAL;
    }
  }

  /** Uniform between {@code low} and {@code high}. */
  record Uniform(double low, double high) implements InitializerSpec {
    private static final long serialVersionUID = 1;

    /** Between −1 and 1. */
    public static final Uniform DEFAULT = within(1);

    public Uniform {
      finite("low", low);
      finite("high", high);
      if (low > high) {
        throw new IllegalArgumentException(
            "initializer low=" + low + " high=" + high + " (expected: low <= high)");
      }
    }

    /** Between −bound and bound. */
    public static Uniform within(double bound) {
      return new Uniform(-bound, bound);
    }

    @Override
    public Kind kind() {
      return Kind.UNIFORM;
    }
  }

  /** Mean zero, and the deviation that the scheme derives from the tensor's fans. */
  record Scaled(Scheme scheme, Distribution distribution, double gain) implements InitializerSpec {
    private static final long serialVersionUID = 1;

    public Scaled {
      finite("gain", gain);
      notNegative("gain", gain);
    }

    /** Uniform, gain 1. */
    public static Scaled of(Scheme scheme) {
      return new Scaled(scheme, Distribution.UNIFORM, 1);
    }

    /** Standard deviation of the elements of a tensor with these fans. */
    public double deviation(long fanIn, long fanOut) {
      return gain
          * switch (scheme) {
            case XAVIER -> Math.sqrt(2.0 / (fanIn + fanOut));
            case HE -> Math.sqrt(2.0 / fanIn);
            case LECUN -> Math.sqrt(1.0 / fanIn);
          };
    }

    /** The largest magnitude of the uniform distribution: √3 deviations. */
    public double bound(long fanIn, long fanOut) {
      return Math.sqrt(3) * deviation(fanIn, fanOut);
    }

    @Override
    public Kind kind() {
      return Kind.SCALED;
    }
  }

  /** Which fans set the deviation. */
  enum Scheme {
    /** √(2 / (fanIn + fanOut)): Glorot and Bengio, 2010. */
    XAVIER,
    /** √(2 / fanIn): He, Zhang, Ren and Sun, 2015. */
    HE,
    /** √(1 / fanIn): LeCun, Bottou, Orr and Müller, 1998. */
    LECUN
  }

  /** The shape of the distribution. */
  enum Distribution {
    UNIFORM,
    NORMAL
  }

  private static void finite(String key, double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException(
          "initializer " + key + "=" + value + " (expected: a finite number)");
    }
  }

  private static void notNegative(String key, double value) {
    if (value < 0) {
      throw new IllegalArgumentException("initializer " + key + "=" + value + " (expected: >= 0)");
    }
  }
}
