package weir.driver.config;

import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * How much rows of a class count in the loss.
 *
 * @param weights label value (as text) to weight &gt; 0, classes left out count 1; of LIST the
 *     index of the class, and none is left out; empty for the others
 */
public record ClassWeights(Kind kind, Map<String, Double> weights) implements Serializable {
  /** Where the weights come from. */
  public enum Kind implements Choice {
    /** All classes count 1. */
    NONE,
    /** Rows / (classes · rows of the class), from the training rows. */
    BALANCED,
    /** As the job file says. */
    GIVEN,
    /** As the job file says, class by class in the order of their indices. */
    LIST
  }

  /** All classes count 1. */
  public static final ClassWeights NONE = new ClassWeights(Kind.NONE, Map.of());

  /** Rare classes count more. */
  public static final ClassWeights BALANCED = new ClassWeights(Kind.BALANCED, Map.of());

  /** A weight per label. */
  public static ClassWeights of(Map<String, Double> weights) {
    return new ClassWeights(Kind.GIVEN, weights);
  }

  /** A weight for each class, by its index. */
  public static ClassWeights of(List<Double> weights) {
    Map<String, Double> byIndex = new HashMap<>();
    weights.forEach(weight -> byIndex.put(String.valueOf(byIndex.size()), weight));
    return new ClassWeights(Kind.LIST, byIndex);
  }

  /** The weights of LIST, by index. */
  public List<Double> list() {
    return IntStream.range(0, weights.size())
        .mapToObj(index -> weights.get(String.valueOf(index)))
        .toList();
  }

  public ClassWeights {
    weights = Map.copyOf(new TreeMap<>(weights));
    weights.forEach((label, weight) -> Check.positive("train.classWeights." + label, weight));
    Check.require(
        weights.isEmpty() == (kind == Kind.NONE || kind == Kind.BALANCED),
        "train.classWeights",
        kind.key() + " " + weights,
        "none, balanced, or a weight per label");
  }
}
