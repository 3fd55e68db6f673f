package weir.worker.nn.spec;

import java.util.Locale;
import java.util.regex.Pattern;

/** Which function; formulas as in PyTorch. */
public enum ActivationKind {
  /** x. */
  IDENTITY,
  /** max(x, 0). */
  RELU,
  /** x above 0, slope · x below. */
  LEAKY_RELU,
  /** x above 0, alpha · (eˣ − 1) below (Clevert, Unterthiner and Hochreiter, 2015). */
  ELU,
  /** 1 / (1 + e⁻ˣ). */
  SIGMOID,
  /** Hyperbolic tangent. */
  TANH,
  /** ln(1 + eˣ). */
  SOFTPLUS,
  /** x · Φ(x) with the error function (Hendrycks and Gimpel, 2016). */
  GELU,
  /** x · (1 + tanh(√(2/π) · (x + 0.044715 x³))) / 2. */
  GELU_TANH,
  /** x · σ(x). */
  SILU,
  /** eˣ divided by its sum along an axis. */
  SOFTMAX,
  /** ln of softmax. */
  LOG_SOFTMAX;

  private static final Pattern LATER_WORD = Pattern.compile("_(.)");

  /** What jobs and messages call it: {@code leakyRelu}. */
  public String key() {
    String words = name().toLowerCase(Locale.ROOT);
    return LATER_WORD.matcher(words).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
  }

  /** True for functions that let about half of their input through: He's initial weights fit. */
  public boolean reluLike() {
    return switch (this) {
      case RELU, LEAKY_RELU, ELU, GELU, GELU_TANH, SILU, SOFTPLUS -> true;
      case IDENTITY, SIGMOID, TANH, SOFTMAX, LOG_SOFTMAX -> false;
    };
  }

  /** True for functions that need all values along an axis. */
  public boolean alongAxis() {
    return this == SOFTMAX || this == LOG_SOFTMAX;
  }
}
