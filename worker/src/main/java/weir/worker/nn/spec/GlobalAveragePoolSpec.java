package weir.worker.nn.spec;

/**
 * The mean over all cells, channel by channel: [height, width, channels] or [steps, features] to
 * [channels].
 */
public record GlobalAveragePoolSpec() implements LayerSpec {
  private static final long serialVersionUID = 1;

  @Override
  public Kind kind() {
    return Kind.GLOBAL_AVERAGE_POOL;
  }
}
