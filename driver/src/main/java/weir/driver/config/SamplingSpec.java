package weir.driver.config;

/**
 * How tokens are drawn from the probabilities of a language model.
 *
 * @param length tokens to write; &gt;= 1
 * @param temperature what the logits are divided by: below 1 the likely gets likelier; &gt; 0
 * @param seed of the draws: the same text for the same seed
 */
public record SamplingSpec(int length, double temperature, long seed) {
  /** Tokens that are written where nobody says how many. */
  public static final int DEFAULT_LENGTH = 500;

  /** The temperature where none is given. */
  public static final double DEFAULT_TEMPERATURE = 0.8;

  /** The seed where none is given. */
  public static final long DEFAULT_SEED = 1;

  public SamplingSpec {
    Check.atLeast("length", length, 1);
    Check.require(
        temperature > 0 && Double.isFinite(temperature), "temperature", temperature, "> 0");
  }

  /** So many tokens, the rest by default. */
  public static SamplingSpec of(int length) {
    return new SamplingSpec(length, DEFAULT_TEMPERATURE, DEFAULT_SEED);
  }

  /** At another temperature. */
  public SamplingSpec withTemperature(double other) {
    return new SamplingSpec(length, other, seed);
  }

  /** With other draws. */
  public SamplingSpec withSeed(long other) {
    return new SamplingSpec(length, temperature, other);
  }
}
