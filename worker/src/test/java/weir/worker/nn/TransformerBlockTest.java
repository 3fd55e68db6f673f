package weir.worker.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import weir.proto.partition.Segment;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.AddSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.TransformerBlockSpec;
import weir.worker.nn.spec.TransformerBlockSpec.Norm;

class TransformerBlockTest {
  private static final LossSpec SQUARED = new LossSpec.MeanSquaredError();
  private static final Pass TRAINING = new Pass(true, 1, 0, 0, 0);

  private final Random random = new Random(19);

  static Stream<TransformerBlockSpec> variants() {
    // A smooth function: of two networks of relu, too many kinks lie between the two points.
    TransformerBlockSpec plain =
        new TransformerBlockSpec(2, 5).withActivation(ActivationSpec.of(ActivationKind.SILU));
    return Stream.of(
        plain,
        plain.withNorm(Norm.AFTER).withActivation(ActivationSpec.of(ActivationKind.GELU)),
        plain.withCausal(true).withDropout(0.3),
        plain.withNorm(Norm.AFTER).withDropout(0.2));
  }

  @ParameterizedTest
  @MethodSource("variants")
  void hasTheGradientOfNumericDifferences(TransformerBlockSpec block) throws InterruptedException {
    NetworkSpec spec =
        NetworkSpec.sequential(
            new Shape(5, 6), List.of(block, block.withCausal(true), new FlattenSpec()), SQUARED);
    Batch batch = Batches.dense(random, 7, 30, 30, 0);
    new GradientCheck(new Network(spec), batch, random).run();
    new GradientCheck(new Network(spec, new JavaBlas()), batch, random).run();
  }

  /**
   * Of PyTorch 1.13's {@code TransformerEncoderLayer} in float64 with gelu: weight i is sin(i) / 2,
   * input i is cos(i); the loss is Σ of means of squares.
   *
   * @param y outputs 0, 1, 6 and 11
   * @param gradient Σ gradient[i] · cos(i)
   */
  record PyTorch(Norm norm, boolean causal, List<Float> y, double gradient) {}

  static Stream<PyTorch> numbers() {
    return Stream.of(
        new PyTorch(
            Norm.BEFORE, true, List.of(1.100446f, -0.144399f, 0.443595f, -0.927059f), 0.11724),
        new PyTorch(
            Norm.BEFORE, false, List.of(1.120854f, -0.176063f, 0.409019f, -0.927059f), 0.09716),
        new PyTorch(
            Norm.AFTER, true, List.of(-0.343565f, -0.369686f, -0.67628f, -0.941672f), -1.07444),
        new PyTorch(
            Norm.AFTER, false, List.of(-0.361323f, -0.365237f, -0.67742f, -0.941672f), -1.0656));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void equalsPyTorch(PyTorch expected) throws InterruptedException {
    LayerSpec block =
        new TransformerBlockSpec(2, 5)
            .withActivation(ActivationSpec.of(ActivationKind.GELU))
            .withNorm(expected.norm())
            .withCausal(expected.causal());
    Network network = network(new Shape(3, 4), block);
    float[] weights = new float[145];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (Math.sin(i) / 2);
    }
    Batch batch = new Batch(1, 12, 12, false);
    for (int i = 0; i < 12; i++) {
      batch.values()[i] = (float) Math.cos(i);
    }
    batch.rows(1);
    float[] actual = new float[weights.length];
    network.forward(weights, batch, TRAINING, UnitGate.OPEN);
    float[] y = network.output(0).clone();
    network.loss(new LossTotals());
    network.backward(actual, false, (unit, end) -> {});
    int[] compared = {0, 1, 6, 11};
    for (int i = 0; i < compared.length; i++) {
      assertThat(y[compared[i]]).isCloseTo(expected.y().get(i), Offset.offset(1e-5f));
    }
    double sum = 0;
    for (int i = 0; i < actual.length; i++) {
      sum += actual[i] * Math.cos(i);
    }
    assertThat(sum).isCloseTo(expected.gradient(), Offset.offset(1e-4));
  }

  @Test
  void tensorsHavePyTorchsNamesBehindTheBlocks() {
    Network network =
        new Network(
            NetworkSpec.chain(
                new Shape(3, 4),
                List.of(new NodeSpec("block", new TransformerBlockSpec(2, 5))),
                SQUARED));
    assertThat(network.segments().list().stream().map(Segment::name))
        .containsExactly(
            "block.norm1.weight",
            "block.norm1.bias",
            "block.self_attn.in_proj_weight",
            "block.self_attn.in_proj_bias",
            "block.self_attn.out_proj.weight",
            "block.self_attn.out_proj.bias",
            "block.norm2.weight",
            "block.norm2.bias",
            "block.linear1.weight",
            "block.linear1.bias",
            "block.linear2.weight",
            "block.linear2.bias");
    assertThat(network.layerShapes()).containsExactly(new Shape(3, 4));
  }

  @Test
  void isReadByItsNameLikeAnyLayer() throws InterruptedException {
    NetworkSpec spec =
        NetworkSpec.chain(
            new Shape(3, 4),
            List.of(
                new NodeSpec("one", new TransformerBlockSpec(2, 5)),
                new NodeSpec("two", new TransformerBlockSpec(1, 3), List.of("one")),
                new NodeSpec("sum", new AddSpec(), List.of("one", "two", "input"))),
            SQUARED);
    new GradientCheck(new Network(spec), Batches.dense(random, 7, 12, 12, 0), random).run();
  }

  @Test
  void aCausalBlockNeverSeesLaterSteps() throws InterruptedException {
    Network network = network(new Shape(4, 6), new TransformerBlockSpec(3, 7).withCausal(true));
    float[] weights = new float[network.segments().length()];
    network.initialize(3, weights);
    Batch batch = Batches.dense(random, 2, 24, 24, 0);
    float[] before = outputs(network, weights, batch);
    Arrays.fill(batch.values(), 18, 24, 5);
    float[] after = outputs(network, weights, batch);
    assertThat(Arrays.copyOf(after, 18)).containsExactly(Arrays.copyOf(before, 18));
    assertThat(after[18]).isNotEqualTo(before[18]);
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatThrownBy(() -> network(new Shape(3, 4), new TransformerBlockSpec(3, 5)))
        .hasMessage(
            "layer 0: heads=3 for [3, 4] (expected: a divisor of 4); set transformerBlock.heads");
    assertThatThrownBy(() -> network(new Shape(4), new TransformerBlockSpec(3, 5)))
        .hasMessage("layer 0: transformerBlock got [[4]] (expected: one input [steps, features])");
    assertThatThrownBy(() -> new TransformerBlockSpec(0, 5))
        .hasMessage("heads=0 (expected: > 0); set transformerBlock.heads");
    assertThatThrownBy(() -> new TransformerBlockSpec(1, 0))
        .hasMessage("hidden=0 (expected: > 0); set transformerBlock.hidden");
    assertThatThrownBy(() -> new TransformerBlockSpec(1, 1).withDropout(1))
        .hasMessage("dropout=1.0 (expected: 0 <= dropout < 1); set transformerBlock.dropout");
  }

  private static Network network(Shape input, LayerSpec... layers) {
    return new Network(NetworkSpec.sequential(input, new ArrayList<>(List.of(layers)), SQUARED));
  }

  private static float[] outputs(Network network, float[] weights, Batch batch)
      throws InterruptedException {
    network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
    return network.output(0).clone();
  }
}
