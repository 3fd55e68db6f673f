package weir.worker.nn.spec;

/**
 * Any shape to one dimension. Images [height, width, channels] come out in PyTorch's order C·H·W,
 * everything else row-major.
 */
public record FlattenSpec() implements LayerSpec {
  private static final long serialVersionUID = 1;

  @Override
  public Kind kind() {
    return Kind.FLATTEN;
  }
}
