package weir.worker.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.proto.partition.Segment;
import weir.reference.GoldenCase;
import weir.reference.GoldenTensor;
import weir.reference.Goldens;
import weir.tensor.Blas;
import weir.tensor.JavaBlas;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.GlobalAveragePoolSpec;
import weir.worker.nn.spec.GoldenImages;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.RecurrentSpec.Cell;
import weir.worker.nn.spec.RecurrentSpec.Returned;
import weir.worker.nn.spec.SelfAttentionSpec;

/** Every layer that is built against PyTorch's numbers. */
class LayerGoldensTest {
  private static final double TOLERANCE = 1e-5;

  /** Of layers that sum many products. */
  private static final double WIDER_TOLERANCE = 1e-4;

  private static final Map<String, ActivationKind> ACTIVATIONS =
      Map.ofEntries(
          Map.entry("relu", ActivationKind.RELU),
          Map.entry("leaky_relu", ActivationKind.LEAKY_RELU),
          Map.entry("elu", ActivationKind.ELU),
          Map.entry("sigmoid", ActivationKind.SIGMOID),
          Map.entry("tanh", ActivationKind.TANH),
          Map.entry("softplus", ActivationKind.SOFTPLUS),
          Map.entry("gelu", ActivationKind.GELU),
          Map.entry("silu", ActivationKind.SILU),
          Map.entry("softmax", ActivationKind.SOFTMAX),
          Map.entry("log_softmax", ActivationKind.LOG_SOFTMAX));

  /** Kinds whose tensors of four dimensions are images. */
  private static final Set<String> IMAGE_KINDS =
      Set.of("batch_norm", "conv2d", "max_pool2d", "avg_pool2d", "global_avg_pool", "flatten");

  private static final Map<String, Double> TOLERANCES =
      Map.of("batch_norm", WIDER_TOLERANCE, "conv2d", WIDER_TOLERANCE);

  static Stream<GoldenCase> layers() {
    return GoldenCase.all("layers").stream();
  }

  @ParameterizedTest
  @MethodSource("layers")
  void equalsPyTorch(GoldenCase golden) throws InterruptedException {
    check(golden, Blas.get());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void equalsPyTorchWithTheJavaTwin(GoldenCase golden) throws InterruptedException {
    check(golden, new JavaBlas());
  }

  @Test
  void readsCasesOfEveryBuiltKind() {
    assertThat(layers().map(GoldenCase::kind))
        .contains(
            "batch_norm",
            "dense",
            "conv2d",
            "max_pool2d",
            "avg_pool2d",
            "global_avg_pool",
            "embedding",
            "flatten",
            "gru",
            "layer_norm",
            "lstm",
            "relu",
            "softmax");
  }

  private static void check(GoldenCase golden, Blas blas) throws InterruptedException {
    LayerSpec spec = spec(golden);
    Assumptions.assumeTrue(spec != null, () -> "not built yet: " + golden.kind());
    double tolerance = TOLERANCES.getOrDefault(golden.kind(), TOLERANCE);
    GoldenTensor x = golden.tensor("x");
    int[] shape = x.shape();
    List<Shape> shapes = new ArrayList<>();
    shapes.add(new Shape(image(golden, x) ? channelsLast(shape) : sample(shape)));
    List<float[]> inputs = new ArrayList<>();
    inputs.add(inner(golden, x));
    for (GoldenTensor state : states(golden)) {
      shapes.add(new Shape(state.shape()[0], state.shape()[2]));
      inputs.add(batchFirst(state.floats(), state.shape()));
    }
    Layer layer = new LayerFactory(blas).create(spec, shapes);
    LayerHarness harness =
        new LayerHarness(
            layer,
            shape[0],
            inputs,
            weights(golden, layer),
            new Pass(golden.config().path("train").asBoolean(true), 1, 0, 0, 0));
    harness.run(inner(golden, golden.tensor("grad_y")));

    close(outer(golden, golden.tensor("y"), harness.output()), golden.tensor("y"), tolerance);
    if (golden.has("grad_x")) {
      close(outer(golden, x, harness.inputDelta()), golden.tensor("grad_x"), tolerance);
    }
    for (int i = 0; i < inputs.size() - 1; i++) {
      GoldenTensor expected = golden.tensor(i == 0 ? "grad_h_0" : "grad_c_0");
      // There and back again: the turned shape.
      int[] turned = {shape[0], expected.shape()[0], expected.shape()[2]};
      close(batchFirst(harness.inputDelta(1 + i), turned), expected, tolerance);
    }
    int at = 0;
    for (Parameter parameter : layer.parameters()) {
      int end = at + parameter.shape().size();
      float[] gradient = Arrays.copyOfRange(harness.gradient(), at, end);
      if (parameter.rule() == Segment.Rule.AVERAGE) {
        Kernels.scale((float) (1 / harness.lossWeight()), gradient, 0, gradient.length);
        // In evaluation it stays as it was; the README says so, the cases leave the tensor out.
        String after = parameter.name() + "_after";
        close(gradient, golden.tensor(golden.has(after) ? after : parameter.name()), tolerance);
      } else {
        close(gradient, golden.tensor("grad_" + parameter.name()), tolerance);
      }
      at = end;
    }
  }

  private static void close(float[] actual, GoldenTensor expected, double tolerance) {
    Goldens.assertClose(actual, expected.data(), tolerance);
  }

  /** Images are channels last inside, channels first in the goldens. */
  private static boolean image(GoldenCase golden, GoldenTensor tensor) {
    return IMAGE_KINDS.contains(golden.kind()) && tensor.shape().length == 4;
  }

  private static float[] inner(GoldenCase golden, GoldenTensor tensor) {
    return image(golden, tensor)
        ? toChannelsLast(tensor.floats(), tensor.shape())
        : tensor.floats();
  }

  private static float[] outer(GoldenCase golden, GoldenTensor tensor, float[] inner) {
    return image(golden, tensor) ? toChannelsFirst(inner, tensor.shape()) : inner;
  }

  /** Null for kinds that are not built. */
  private static LayerSpec spec(GoldenCase golden) {
    JsonNode config = golden.config();
    return switch (golden.kind()) {
      case "batch_norm" ->
          new BatchNormSpec(config.get("momentum").asDouble(), config.get("eps").asDouble());
      case "dense" ->
          new DenseSpec(
              config.get("out_features").asInt(),
              ActivationSpec.IDENTITY,
              InitializerSpec.ZEROS,
              InitializerSpec.ZEROS,
              config.get("bias").asBoolean());
      case "conv2d" -> GoldenImages.convolution(config);
      case "embedding" -> new EmbeddingSpec(config.get("vocab").asInt(), config.get("dim").asInt());
      case "lstm" -> recurrent(Cell.LSTM, config);
      case "gru" -> recurrent(Cell.GRU, config);
      case "max_pool2d" -> GoldenImages.pool(config, PoolSpec.Reduction.MAX);
      case "avg_pool2d" ->
          GoldenImages.pool(config, PoolSpec.Reduction.AVERAGE)
              .withCountIncludePad(config.get("count_include_pad").asBoolean());
      case "global_avg_pool" -> new GlobalAveragePoolSpec();
      case "flatten" -> new FlattenSpec();
      case "multi_head_attention" ->
          new SelfAttentionSpec(config.get("num_heads").asInt(), config.get("causal").asBoolean());
      case "layer_norm" -> new LayerNormSpec(config.get("eps").asDouble());
      default -> activation(golden.kind(), config);
    };
  }

  private static RecurrentSpec recurrent(Cell cell, JsonNode config) {
    return new RecurrentSpec(
        cell,
        config.get("hidden_size").asInt(),
        config.get("return_sequences").asBoolean() ? Returned.SEQUENCE : Returned.LAST,
        config.get("num_layers").asInt(),
        0,
        false);
  }

  private static ActivationSpec activation(String kind, JsonNode config) {
    ActivationKind function = ACTIVATIONS.get(kind);
    if (function == null) {
      return null;
    }
    if (config.path("approximate").asText().equals("tanh")) {
      function = ActivationKind.GELU_TANH;
    }
    double option = config.path("negative_slope").asDouble(config.path("alpha").asDouble(0));
    int axis = config.path("axis").asInt(-1);
    // The goldens count the batch as axis 0, a sample's shape does not.
    return new ActivationSpec(function, option, axis > 0 ? axis - 1 : axis);
  }

  private static float[] weights(GoldenCase golden, Layer layer) {
    List<Parameter> parameters = layer.parameters();
    float[] all = new float[parameters.stream().mapToInt(p -> p.shape().size()).sum()];
    int at = 0;
    for (Parameter parameter : parameters) {
      float[] values = golden.tensor(parameter.name()).floats();
      System.arraycopy(values, 0, all, at, values.length);
      at += values.length;
    }
    return all;
  }

  /** Initial states of recurrences, [layers, batch, units] there, [batch, layers, units] here. */
  private static List<GoldenTensor> states(GoldenCase golden) {
    return Stream.of("h_0", "c_0").filter(golden::has).map(golden::tensor).toList();
  }

  private static float[] batchFirst(float[] states, int[] shape) {
    float[] turned = new float[states.length];
    for (int layer = 0; layer < shape[0]; layer++) {
      for (int row = 0; row < shape[1]; row++) {
        int from = (layer * shape[1] + row) * shape[2];
        int to = (row * shape[0] + layer) * shape[2];
        System.arraycopy(states, from, turned, to, shape[2]);
      }
    }
    return turned;
  }

  private static int[] sample(int[] shape) {
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  private static int[] channelsLast(int[] shape) {
    return new int[] {shape[2], shape[3], shape[1]};
  }

  private static float[] toChannelsLast(float[] x, int[] shape) {
    float[] y = new float[x.length];
    Transpose.blocks(x, y, x.length, shape[1], shape[2] * shape[3]);
    return y;
  }

  private static float[] toChannelsFirst(float[] x, int[] shape) {
    float[] y = new float[x.length];
    Transpose.blocks(x, y, x.length, shape[2] * shape[3], shape[1]);
    return y;
  }
}
