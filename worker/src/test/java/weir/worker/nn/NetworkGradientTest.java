package weir.worker.nn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.AddSpec;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.InputSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.OutputSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.PositionalEncodingSpec;
import weir.worker.nn.spec.SelfAttentionSpec;

/** The gradient of every layer, activation and loss against numeric differences, on odd sizes. */
class NetworkGradientTest {
  private static final LossSpec SQUARED = new LossSpec.MeanSquaredError();
  private final Random random = new Random(11);

  @ParameterizedTest
  @EnumSource(ActivationKind.class)
  void ofDenseLayersWithEveryActivation(ActivationKind function) throws InterruptedException {
    ActivationSpec activation = ActivationSpec.of(function);
    check(
        NetworkSpec.sequential(
            new Shape(7),
            List.of(new DenseSpec(5, activation), new DenseSpec(3, activation), new DenseSpec(2)),
            SQUARED),
        Batches.dense(random, 9, 7, 2, 0));
  }

  @ParameterizedTest
  @EnumSource(ActivationKind.class)
  void ofActivationsAsLayersOfTheirOwn(ActivationKind function) throws InterruptedException {
    check(
        NetworkSpec.sequential(
            new Shape(7),
            List.of(
                ActivationSpec.of(function),
                new DenseSpec(5),
                ActivationSpec.of(function),
                new DenseSpec(3)),
            SQUARED),
        Batches.dense(random, 9, 7, 3, 0));
  }

  @Test
  void ofDenseLayersOnSequences() throws InterruptedException {
    check(
        NetworkSpec.sequential(
            new Shape(3, 5),
            List.of(
                new DenseSpec(4, ActivationSpec.of(ActivationKind.TANH)),
                new ActivationSpec(ActivationKind.SOFTMAX, 0, 0),
                new DenseSpec(3),
                new FlattenSpec(),
                new DenseSpec(2)),
            SQUARED),
        Batches.dense(random, 7, 15, 2, 0));
  }

  @Test
  void ofDropout() throws InterruptedException {
    check(
        NetworkSpec.sequential(
            new Shape(7),
            List.of(
                new DenseSpec(11, ActivationSpec.of(ActivationKind.TANH)),
                new DropoutSpec(0.4),
                new DenseSpec(3),
                new DropoutSpec(0.2)),
            SQUARED),
        Batches.dense(random, 9, 7, 3, 0));
  }

  @Test
  void ofLayerNormOnRowsSequencesAndImages() throws InterruptedException {
    check(
        NetworkSpec.sequential(
            new Shape(7),
            List.of(
                LayerNormSpec.DEFAULT,
                new DenseSpec(5, ActivationSpec.of(ActivationKind.TANH)),
                LayerNormSpec.DEFAULT,
                new DenseSpec(3)),
            SQUARED),
        Batches.dense(random, 9, 7, 3, 0));
    for (Shape shape : List.of(new Shape(3, 5), new Shape(3, 2, 5))) {
      check(
          NetworkSpec.sequential(
              shape,
              List.of(
                  new LayerNormSpec(0.1),
                  ActivationSpec.of(ActivationKind.SILU),
                  LayerNormSpec.DEFAULT,
                  new FlattenSpec(),
                  new DenseSpec(3)),
              SQUARED),
          Batches.dense(random, 7, shape.size(), 3, 0));
    }
  }

  @Test
  void ofBatchNormOnRowsSequencesAndImages() throws InterruptedException {
    for (Shape shape : List.of(new Shape(7), new Shape(3, 5), new Shape(3, 2, 5))) {
      check(
          NetworkSpec.sequential(
              shape,
              List.of(
                  new BatchNormSpec(0.1, 0.1),
                  ActivationSpec.of(ActivationKind.SILU),
                  BatchNormSpec.DEFAULT,
                  new FlattenSpec(),
                  new DenseSpec(3)),
              SQUARED),
          Batches.dense(random, 9, shape.size(), 3, 0));
    }
  }

  @Test
  void ofResidualConnections() throws InterruptedException {
    ActivationSpec tanh = ActivationSpec.of(ActivationKind.TANH);
    List<NodeSpec> nodes =
        List.of(
            new NodeSpec("stem", new DenseSpec(5, tanh)),
            new NodeSpec("left", new DenseSpec(5, tanh)),
            new NodeSpec("right", new DenseSpec(5), List.of("stem")),
            new NodeSpec("sum", new AddSpec(), List.of("stem", "left", "right", "stem")),
            new NodeSpec("head", new DenseSpec(5)),
            new NodeSpec("outer", new AddSpec(), List.of("head", "input")));
    check(NetworkSpec.chain(new Shape(5), nodes, SQUARED), Batches.dense(random, 9, 5, 5, 0));
  }

  @Test
  void ofSelfAttentionBehindPositions() throws InterruptedException {
    for (boolean causal : List.of(false, true)) {
      check(
          NetworkSpec.sequential(
              new Shape(5, 3),
              List.of(
                  new DenseSpec(6),
                  PositionalEmbeddingSpec.DEFAULT,
                  new PositionalEncodingSpec(),
                  new SelfAttentionSpec(3, causal),
                  ActivationSpec.of(ActivationKind.TANH),
                  new SelfAttentionSpec(1, causal),
                  new FlattenSpec(),
                  new DenseSpec(3)),
              SQUARED),
          Batches.dense(random, 7, 15, 3, 0));
    }
  }

  @Test
  void ofFlattenedImages() throws InterruptedException {
    check(
        NetworkSpec.sequential(
            new Shape(3, 2, 5), List.of(new FlattenSpec(), new DenseSpec(3)), SQUARED),
        Batches.dense(random, 7, 30, 3, 0));
  }

  @Test
  void ofSparseRows() throws InterruptedException {
    Batch dense = Batches.dense(random, 9, 13, 2, 0);
    Batches.thin(random, dense);
    check(
        NetworkSpec.sequential(
            new Shape(13),
            List.of(new DenseSpec(5, ActivationSpec.of(ActivationKind.TANH)), new DenseSpec(2)),
            SQUARED),
        Batches.sparse(dense));
  }

  @Test
  void withTheJavaTwin() throws InterruptedException {
    NetworkSpec spec =
        NetworkSpec.sequential(
            new Shape(7),
            List.of(new DenseSpec(5, ActivationSpec.of(ActivationKind.SILU)), new DenseSpec(3)),
            SQUARED);
    Batch batch = Batches.dense(random, 9, 7, 3, 0);
    new GradientCheck(new Network(spec, new JavaBlas()), batch, random).run();
  }

  static Stream<LossSpec> losses() {
    return Stream.of(
        new LossSpec.MeanSquaredError(),
        new LossSpec.MeanAbsoluteError(),
        new LossSpec.Huber(0.7),
        new LossSpec.SmoothL1(0.3),
        new LossSpec.BinaryCrossEntropy(List.of()),
        new LossSpec.BinaryCrossEntropy(List.of(1.5, 1.0, 0.5)),
        new LossSpec.SoftmaxCrossEntropy(List.of(), 0),
        new LossSpec.SoftmaxCrossEntropy(List.of(0.5, 1.0, 2.0), 0.1));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void ofEveryLoss(LossSpec loss) throws InterruptedException {
    boolean classes = loss.kind() == LossSpec.Kind.SOFTMAX_CROSS_ENTROPY;
    boolean binary = loss.kind() == LossSpec.Kind.BINARY_CROSS_ENTROPY;
    int targets = loss.targetWidth(3, 3);
    check(
        NetworkSpec.sequential(
            new Shape(7),
            List.of(new DenseSpec(5, ActivationSpec.of(ActivationKind.TANH)), new DenseSpec(3)),
            loss),
        Batches.dense(random, 9, 7, targets, classes ? 3 : binary ? 2 : 0));
  }

  @Test
  void ofClassesAtEveryStepOfASequence() throws InterruptedException {
    check(
        NetworkSpec.sequential(
            new Shape(4, 3),
            List.of(new DenseSpec(5)),
            new LossSpec.SoftmaxCrossEntropy(List.of(), 0)),
        Batches.dense(random, 7, 12, 4, 5));
  }

  @Test
  void ofABranchThatFeedsTwoOutputsAndASecondInput() throws InterruptedException {
    NetworkSpec spec =
        new NetworkSpec(
            List.of(new InputSpec("left", new Shape(4)), new InputSpec("right", new Shape(3))),
            List.of(
                new NodeSpec("trunk", new DenseSpec(5, ActivationSpec.of(ActivationKind.TANH))),
                new NodeSpec("first", new DenseSpec(2), List.of("trunk")),
                new NodeSpec("second", new DenseSpec(3), List.of("trunk")),
                new NodeSpec("third", new DenseSpec(1), List.of("right"))),
            List.of(
                new OutputSpec("first", SQUARED, 1),
                new OutputSpec("second", SQUARED, 0.5),
                new OutputSpec("second", new LossSpec.Huber(1), 2),
                new OutputSpec("third", SQUARED, 1)));
    check(spec, Batches.dense(random, 9, 7, 2 + 3 + 3 + 1, 0));
  }

  @Test
  void ofSparseRowsEqualsThatOfTheSameRowsDense() throws InterruptedException {
    Network network =
        new Network(
            NetworkSpec.sequential(
                new Shape(37),
                List.of(new DenseSpec(9, ActivationSpec.of(ActivationKind.RELU)), new DenseSpec(3)),
                SQUARED));
    Batch dense = Batches.dense(random, 11, 37, 3, 0);
    Batches.thin(random, dense);
    float[] weights = new float[network.segments().length()];
    network.initialize(5, weights);
    float[] expected = gradient(network, weights, dense);
    float[] actual = gradient(network, weights, Batches.sparse(dense));
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], org.assertj.core.data.Offset.offset(2e-5f));
    }
  }

  private static float[] gradient(Network network, float[] weights, Batch batch)
      throws InterruptedException {
    float[] gradient = new float[weights.length];
    network.forward(weights, batch, new Pass(true, 1, 0, 0, 0), UnitGate.OPEN);
    network.loss(new weir.worker.loss.LossTotals());
    network.backward(gradient, false, (unit, end) -> {});
    return gradient;
  }

  private void check(NetworkSpec spec, Batch batch) throws InterruptedException {
    new GradientCheck(new Network(spec), batch, random).run();
  }
}
