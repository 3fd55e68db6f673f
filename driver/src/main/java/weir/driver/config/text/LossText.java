package weir.driver.config.text;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import weir.worker.loss.LossSpec;

/** The key {@code loss}. */
public final class LossText {
  static final Variants<LossSpec> VARIANTS =
      new Variants<>(
          "a loss",
          List.of(
              new Variant<>(
                  LossSpec.Kind.SOFTMAX_CROSS_ENTROPY.key(),
                  "labelSmoothing",
                  Set.of("labelSmoothing"),
                  LossText::crossEntropy),
              new Variant<>(
                  LossSpec.Kind.BINARY_CROSS_ENTROPY.key(),
                  "positiveWeights",
                  Set.of("positiveWeights"),
                  LossText::binaryCrossEntropy),
              Variant.of(LossSpec.Kind.MEAN_SQUARED_ERROR.key(), new LossSpec.MeanSquaredError()),
              Variant.of(LossSpec.Kind.MEAN_ABSOLUTE_ERROR.key(), new LossSpec.MeanAbsoluteError()),
              new Variant<>(
                  LossSpec.Kind.HUBER.key(),
                  "delta",
                  Set.of("delta"),
                  s -> new LossSpec.Huber(s.number("delta", LossSpec.Huber.DEFAULT_DELTA))),
              new Variant<>(
                  LossSpec.Kind.SMOOTH_L1.key(),
                  "beta",
                  Set.of("beta"),
                  s -> new LossSpec.SmoothL1(s.number("beta", LossSpec.SmoothL1.DEFAULT_BETA)))));

  private LossText() {}

  private static LossSpec crossEntropy(Section section) {
    var otherwise = LossSpec.SoftmaxCrossEntropy.DEFAULT;
    return new LossSpec.SoftmaxCrossEntropy(
        otherwise.classWeights(), section.number("labelSmoothing", otherwise.labelSmoothing()));
  }

  private static LossSpec binaryCrossEntropy(Section section) {
    return new LossSpec.BinaryCrossEntropy(
        section
            .find("positiveWeights")
            .map(value -> value.items().stream().map(Value::number).toList())
            .orElse(LossSpec.BinaryCrossEntropy.DEFAULT.positiveWeights()));
  }

  /** The name of a loss. */
  public static String name(LossSpec loss) {
    return loss.kind().key();
  }

  /** A loss as a tree of maps and scalars, as job files and model files have it. */
  public static Object write(LossSpec loss) {
    var map = new LinkedHashMap<String, Object>();
    switch (loss.kind()) {
      case SOFTMAX_CROSS_ENTROPY ->
          map.put("labelSmoothing", ((LossSpec.SoftmaxCrossEntropy) loss).labelSmoothing());
      case BINARY_CROSS_ENTROPY -> {
        var weights = ((LossSpec.BinaryCrossEntropy) loss).positiveWeights();
        if (!weights.isEmpty()) {
          map.put("positiveWeights", weights);
        }
      }
      case HUBER -> map.put("delta", ((LossSpec.Huber) loss).delta());
      case SMOOTH_L1 -> map.put("beta", ((LossSpec.SmoothL1) loss).beta());
      case MEAN_SQUARED_ERROR, MEAN_ABSOLUTE_ERROR -> {}
    }
    return map.isEmpty() ? name(loss) : Map.of(name(loss), map);
  }
}
