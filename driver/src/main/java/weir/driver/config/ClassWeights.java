package weir.driver.config;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much rows of a class count in the loss.
 *
 * @param weights label value (as text) to weight &gt; 0, classes left out count 1; empty unless
 *     GIVEN
 */
public record ClassWeights(Kind kind, Map<String, Double> weights) implements Serializable {
  /** Where the weights come from. */
  public enum Kind implements Choice {
    /** All classes count 1. */
    NONE,
    /** Rows / (classes · rows of the class), from the training rows. */
    BALANCED,
    /** As the job file says. */
    GIVEN
  }

  /** All classes count 1. */
  public static final ClassWeights NONE = new ClassWeights(Kind.NONE, Map.of());

  /** Rare classes count more. */
  public static final ClassWeights BALANCED = new ClassWeights(Kind.BALANCED, Map.of());

  /** A weight per label. */
  public static ClassWeights of(Map<String, Double> weights) {
    return new ClassWeights(Kind.GIVEN, weights);
  }

  public ClassWeights {
    weights = Map.copyOf(new TreeMap<>(weights));
    weights.forEach((label, weight) -> Check.positive("train.classWeights." + label, weight));
    Check.require(
        weights.isEmpty() == (kind != Kind.GIVEN),
        "train.classWeights",
        kind.key() + " " + weights,
        "none, balanced, or a weight per label");
  }
}
