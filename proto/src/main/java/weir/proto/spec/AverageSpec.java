package weir.proto.spec;

import java.io.Serializable;

/**
 * The average of the weights that servers keep beside them: {@code e += fresh·(w − e)} after each
 * step, e being the weights themselves up to {@code startStep}.
 *
 * @param decay of {@link Kind#EMA}: fresh = 1 − decay; 0 for the others
 * @param startStep the version from which on versions are averaged
 */
public record AverageSpec(Kind kind, double decay, long startStep) implements Serializable {
  private static final long serialVersionUID = 1;

  /** How the average forgets. */
  public enum Kind {
    /** There is none. */
    NONE,
    /** Exponentially: Polyak and Juditsky, 1992, as PyTorch's {@code get_ema_multi_avg_fn}. */
    EMA,
    /** Not at all: Izmailov et al., "Averaging Weights Leads to Wider Optima", 2018. */
    MEAN
  }

  /** No average is kept. */
  public static final AverageSpec NONE = new AverageSpec(Kind.NONE, 0, 0);

  public AverageSpec {
    Check.fraction("optimizer.average.decay", decay);
    Check.notNegative("optimizer.average.startEpoch", startStep);
  }

  /** True when servers keep one. */
  public boolean kept() {
    return kind != Kind.NONE;
  }

  /** The share of the weights of {@code version} in the average with that version; 1: all. */
  public double fresh(long version) {
    if (version <= startStep) {
      return 1;
    }
    return switch (kind) {
      case NONE -> 1;
      case EMA -> 1 - decay;
      case MEAN -> 1.0 / (version - startStep + 1);
    };
  }
}
