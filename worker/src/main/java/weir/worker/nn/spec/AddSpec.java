package weir.worker.nn.spec;

/**
 * The sum of two or more inputs of one shape: what closes a residual connection (He, Zhang, Ren and
 * Sun, 2016). Any shape.
 */
public record AddSpec() implements LayerSpec {
  private static final long serialVersionUID = 1;

  @Override
  public Kind kind() {
    return Kind.ADD;
  }
}
