package weir.worker.nn.spec;

/**
 * Layer normalisation (Ba, Kiros and Hinton, 2016) over the last axis: {@code y = (x − mean) /
 * sqrt(variance + epsilon) · weight + bias}, biased variance, weight and bias as long as that axis,
 * starting at 1 and 0. Training and evaluation are the same.
 *
 * @param epsilon &gt; 0
 */
public record LayerNormSpec(double epsilon) implements LayerSpec {
  private static final long serialVersionUID = 1;

  /** PyTorch's epsilon. */
  public static final LayerNormSpec DEFAULT = new LayerNormSpec(1e-5);

  public LayerNormSpec {
    if (!(epsilon > 0 && epsilon < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "layerNorm epsilon=" + epsilon + " (expected: > 0); set layerNorm.epsilon");
    }
  }

  @Override
  public Kind kind() {
    return Kind.LAYER_NORM;
  }
}
