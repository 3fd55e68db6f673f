package weir.driver.config;

import java.io.Serializable;

/**
 * Hashing of features (Weinberger et al., 2009), without signs.
 *
 * @param features columns of the sparse rows
 * @param ngrams runs of 1 to this many tokens are features
 * @param weight what a feature that occurs counts
 * @param normalize whether each row is divided by its Euclidean norm
 */
public record HashSpec(int features, int ngrams, Weight weight, boolean normalize)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** What a feature that occurs n times in a text counts. */
  public enum Weight implements Choice {
    /** n. */
    COUNT,
    /** 1. */
    BINARY,
    /** 1 + ln n. */
    LOG
  }

  /** 2^18 features, single tokens, counted, rows of length 1. */
  public static final HashSpec DEFAULT = new HashSpec(1 << 18, 1, Weight.COUNT, true);

  public HashSpec {
    Check.atLeast("features", features, 1);
    Check.atLeast("ngrams", ngrams, 1);
  }

  /** With so many columns. */
  public HashSpec withFeatures(int columns) {
    return new HashSpec(columns, ngrams, weight, normalize);
  }

  /** With runs of up to so many tokens. */
  public HashSpec withNgrams(int most) {
    return new HashSpec(features, most, weight, normalize);
  }

  /** With this weight. */
  public HashSpec withWeight(Weight other) {
    return new HashSpec(features, ngrams, other, normalize);
  }

  /** With rows of length 1, or as they are. */
  public HashSpec withNormalize(boolean unit) {
    return new HashSpec(features, ngrams, weight, unit);
  }
}
