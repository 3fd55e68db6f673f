package weir.driver.api;

import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.InitializerSpec.Distribution;
import weir.worker.nn.spec.InitializerSpec.Scheme;

/** How weights and biases start. For static import. */
public final class Initializers {
  private Initializers() {}

  /** All zero. */
  public static InitializerSpec zeros() {
    return InitializerSpec.ZEROS;
  }

  /** All the same. */
  public static InitializerSpec constant(double value) {
    return new InitializerSpec.Constant(value);
  }

  /** Normal with mean 0 and deviation 1. */
  public static InitializerSpec normal() {
    return InitializerSpec.Normal.DEFAULT;
  }

  /** Normal around 0. */
  public static InitializerSpec normal(double deviation) {
    return normal(InitializerSpec.Normal.DEFAULT.mean(), deviation);
  }

  /** Normal around {@code mean}. */
  public static InitializerSpec normal(double mean, double deviation) {
    return new InitializerSpec.Normal(mean, deviation);
  }

  /** Uniform between −1 and 1. */
  public static InitializerSpec uniform() {
    return InitializerSpec.Uniform.DEFAULT;
  }

  /** Uniform between −bound and bound. */
  public static InitializerSpec uniform(double bound) {
    return InitializerSpec.Uniform.within(bound);
  }

  /** Uniform between {@code low} and {@code high}. */
  public static InitializerSpec uniform(double low, double high) {
    return new InitializerSpec.Uniform(low, high);
  }

  /** For activations that are about linear around 0; uniform. */
  public static InitializerSpec xavier() {
    return InitializerSpec.Scaled.of(Scheme.XAVIER);
  }

  /** The same with another distribution, all values times {@code gain}. */
  public static InitializerSpec xavier(Distribution distribution, double gain) {
    return new InitializerSpec.Scaled(Scheme.XAVIER, distribution, gain);
  }

  /** For relu and its kin; uniform. */
  public static InitializerSpec he() {
    return InitializerSpec.Scaled.of(Scheme.HE);
  }

  /** The same with another distribution, all values times {@code gain}. */
  public static InitializerSpec he(Distribution distribution, double gain) {
    return new InitializerSpec.Scaled(Scheme.HE, distribution, gain);
  }

  /** Keeps the variance of the input; uniform. */
  public static InitializerSpec lecun() {
    return InitializerSpec.Scaled.of(Scheme.LECUN);
  }

  /** The same with another distribution, all values times {@code gain}. */
  public static InitializerSpec lecun(Distribution distribution, double gain) {
    return new InitializerSpec.Scaled(Scheme.LECUN, distribution, gain);
  }
}
