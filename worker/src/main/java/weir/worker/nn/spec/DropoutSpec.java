package weir.worker.nn.spec;

/**
 * In training each number becomes 0 with probability {@code rate}, and the others are divided by
 * {@code 1 − rate}, so that the mean stays (Srivastava et al., "Dropout", 2014, with inverted
 * scaling). In evaluation nothing is done. Any shape.
 *
 * @param rate 0 ≤ rate &lt; 1
 */
public record DropoutSpec(double rate) implements LayerSpec {
  private static final long serialVersionUID = 1;

  public DropoutSpec {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "dropout rate=" + rate + " (expected: 0 <= rate < 1); set dropout.rate");
    }
  }

  @Override
  public Kind kind() {
    return Kind.DROPOUT;
  }
}
