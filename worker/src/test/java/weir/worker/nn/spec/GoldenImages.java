package weir.worker.nn.spec;

import com.fasterxml.jackson.databind.JsonNode;

/** Layers of images as the goldens describe them. */
public final class GoldenImages {
  private GoldenImages() {}

  /** A conv2d. */
  public static ConvolutionSpec convolution(JsonNode config) {
    PaddingSpec padding =
        config.get("same").asBoolean()
            ? PaddingSpec.SAME
            : new PaddingSpec(false, cells(config, "padding"));
    WindowSpec window =
        new WindowSpec(cells(config, "kernel"))
            .withStride(cells(config, "stride"))
            .withPadding(padding);
    return new ConvolutionSpec(2, config.get("out_channels").asInt(), window)
        .withBias(InitializerSpec.ZEROS, config.get("bias").asBoolean());
  }

  /** A max_pool2d or avg_pool2d. */
  public static PoolSpec pool(JsonNode config, PoolSpec.Reduction reduction) {
    WindowSpec window =
        new WindowSpec(cells(config, "kernel"))
            .withStride(cells(config, "stride"))
            .withPadding(new PaddingSpec(false, cells(config, "padding")));
    return new PoolSpec(reduction, window, PoolSpec.DEFAULT_COUNT_INCLUDE_PAD);
  }

  private static Cells cells(JsonNode config, String key) {
    JsonNode pair = config.get(key);
    return new Cells(pair.get(0).asInt(), pair.get(1).asInt());
  }
}
