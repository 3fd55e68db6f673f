package weir.worker.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import weir.proto.partition.Segment;
import weir.tensor.Blas;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.AddSpec;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.InitializerSpec;
import weir.worker.nn.spec.InputSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.OutputSpec;
import weir.worker.nn.spec.SelfAttentionSpec;

class NetworkTest {
  private static final LossSpec CROSS_ENTROPY = new LossSpec.SoftmaxCrossEntropy(List.of(), 0);
  private static final ActivationSpec RELU = ActivationSpec.of(ActivationKind.RELU);
  private static final ActivationSpec SOFTMAX = ActivationSpec.of(ActivationKind.SOFTMAX);
  private static final ActivationSpec SIGMOID = ActivationSpec.of(ActivationKind.SIGMOID);
  private static final Pass TRAINING = new Pass(true, 1, 0, 0, 0);

  private final Random random = new Random(3);

  private static NetworkSpec mlp() {
    return NetworkSpec.sequential(
        new Shape(7), List.of(new DenseSpec(5, RELU), RELU, new DenseSpec(3)), CROSS_ENTROPY);
  }

  @Test
  void namesTensorsAsPyTorchDoesAndCountsLayersWithParametersAsUnits() {
    assertThat(new Network(mlp()).segments().list())
        .containsExactly(
            new Segment("0.weight", 0, 35, 7, 2, 0, 0, Segment.Rule.OPTIMIZE),
            new Segment("0.bias", 35, 5, 5, 1, 0, 0, Segment.Rule.OPTIMIZE),
            new Segment("2.weight", 40, 15, 5, 2, 1, 0, Segment.Rule.OPTIMIZE),
            new Segment("2.bias", 55, 3, 3, 1, 1, 0, Segment.Rule.OPTIMIZE));
  }

  @Test
  void putsATensorIntoTheFirstGroupThatMatches() {
    List<GroupSpec> groups = List.of(new GroupSpec("*.bias"), new GroupSpec("2.*"));
    assertThat(new Network(mlp()).segments(groups).list())
        .extracting(Segment::group)
        .containsExactly(0, 1, 2, 1);
  }

  @Test
  void groupsMayNameAllBiasesOrAllVectorsWhateverLayersCallThem() {
    Shape matrix = new Shape(3, 4);
    GroupSpec biases = new GroupSpec(GroupSpec.BIASES);
    for (String bias : List.of("0.bias", "1.bias_ih_l0", "2.in_proj_bias", "2.out_proj.bias")) {
      assertThat(biases.matches(bias, new Shape(3))).as(bias).isTrue();
    }
    assertThat(biases.matches("bias.weight", new Shape(3))).isFalse();
    GroupSpec vectors = new GroupSpec("embed.*", GroupSpec.VECTORS);
    assertThat(vectors.matches("3.weight", new Shape(3))).isTrue();
    assertThat(vectors.matches("3.weight", matrix)).isFalse();
    assertThat(vectors.matches("embed.weight", matrix)).isTrue();
    assertThatThrownBy(() -> new Network(mlp()).segments(List.of(new GroupSpec("*.bais"))))
        .hasMessageContaining("optimizer.groups.match=*.bais matches no tensor")
        .hasMessageContaining("0.weight, 0.bias, 2.weight, 2.bias");
  }

  @Test
  void leavesTheGradientOfFrozenLayersAloneAndComputesTheOthersAsEver() throws Exception {
    Batch batch = Batches.dense(random, 4, 7, 1, 3);
    float[] all = gradient(new Network(mlp()), batch, initial(mlp(), 1), (unit, end) -> {});
    float[] last = Arrays.copyOf(new float[40], 58);
    System.arraycopy(all, 40, last, 40, 18);
    assertThat(frozen(batch, "0.weight", "0.bias")).isEqualTo(last);
    assertThat(frozen(batch, "2.weight", "2.bias"))
        .isEqualTo(Arrays.copyOf(Arrays.copyOf(all, 40), 58));
    assertThat(frozen(batch, "0.weight")).as("a bias of it learns").isEqualTo(all);
  }

  @Test
  void buffersStayInTheGroupOfAllWhateverMatchesThem() {
    NetworkSpec spec =
        NetworkSpec.sequential(
            new Shape(7), List.of(BatchNormSpec.DEFAULT, new DenseSpec(3)), CROSS_ENTROPY);
    assertThat(new Network(spec).segments(List.of(new GroupSpec("0.*"))).list())
        .extracting(Segment::group)
        .containsExactly(1, 1, 0, 0, 0, 0);
  }

  private static float[] frozen(Batch batch, String... tensors) throws InterruptedException {
    Network network = new Network(mlp(), Blas.get(), Set.of(tensors));
    return gradient(network, batch, initial(mlp(), 1), (unit, end) -> {});
  }

  @Test
  void initializesATensorWhateverElseTheNetworkHolds() {
    NetworkSpec wide =
        NetworkSpec.sequential(
            new Shape(7), List.of(new DenseSpec(5, RELU), new DenseSpec(9)), CROSS_ENTROPY);
    float[] first = initial(mlp(), 1);
    assertThat(Arrays.copyOf(initial(wide, 1), 35)).isEqualTo(Arrays.copyOf(first, 35));
    assertThat(initial(mlp(), 1)).isEqualTo(first);
    assertThat(Arrays.copyOf(initial(mlp(), 2), 35)).isNotEqualTo(Arrays.copyOf(first, 35));
  }

  @Test
  void startsWithHeUniformBeforeReluXavierUniformElsewhereAndZeroBiases() {
    float[] weights = initial(mlp(), 1);
    double he = Math.sqrt(6.0 / 7);
    double xavier = Math.sqrt(6.0 / (5 + 3));
    assertThat(largest(weights, 0, 35)).isBetween(0.8 * he, he);
    assertThat(largest(weights, 35, 40)).isZero();
    assertThat(largest(weights, 40, 55)).isBetween(0.7 * xavier, xavier);
    assertThat(largest(weights, 55, 58)).isZero();
  }

  @Test
  void waitsForUnitsAndReportsThemInTheSameOrder() throws InterruptedException {
    Network network = new Network(mlp());
    List<Integer> awaited = new ArrayList<>();
    List<Integer> ready = new ArrayList<>();
    network.forward(initial(mlp(), 1), Batches.dense(random, 4, 7, 1, 3), TRAINING, awaited::add);
    network.loss(new LossTotals());
    network.backward(new float[58], false, (unit, end) -> ready.addAll(List.of(unit, end)));
    assertThat(awaited).containsExactly(0, 1);
    // The weights of a unit first, then all of it.
    assertThat(ready).containsExactly(0, 35, 0, 40, 1, 55, 1, 58);
  }

  @Test
  void reportsTheEndOfAUnitOnceAlsoWhereItsWeightsEndIt() throws InterruptedException {
    DenseSpec bare =
        new DenseSpec(
            3, ActivationSpec.IDENTITY, InitializerSpec.ZEROS, InitializerSpec.ZEROS, false);
    NetworkSpec spec =
        NetworkSpec.sequential(new Shape(7), List.of(new DenseSpec(5, RELU), bare), CROSS_ENTROPY);
    List<Integer> ready = new ArrayList<>();
    gradient(
        new Network(spec),
        Batches.dense(random, 4, 7, 1, 3),
        initial(spec, 1),
        (unit, end) -> ready.addAll(List.of(unit, end)));
    assertThat(ready).containsExactly(0, 35, 0, 40, 1, 55);
  }

  @Test
  void neverReadsTheWeightsOfAUnitThatIsReady() throws InterruptedException {
    Batch batch = Batches.dense(random, 4, 7, 1, 3);
    float[] expected = gradient(new Network(mlp()), batch, initial(mlp(), 1), (unit, end) -> {});
    float[] weights = initial(mlp(), 1);
    UnitReady overwrite =
        (unit, end) -> Arrays.fill(weights, unit == 0 ? 0 : 40, unit == 0 ? 40 : 58, 99);
    assertThat(gradient(new Network(mlp()), batch, weights, overwrite)).isEqualTo(expected);
  }

  @Test
  void addsMicroBatchesInOrder() throws InterruptedException {
    Network network = new Network(mlp());
    float[] weights = initial(mlp(), 1);
    Batch batch = Batches.dense(random, 9, 7, 1, 3);
    float[] whole = gradient(network, batch, weights, (unit, end) -> {});
    float[] added = new float[58];
    LossTotals totals = new LossTotals();
    for (int i = 0; i < 2; i++) {
      network.forward(weights, Batches.rows(batch, i * 4, i == 0 ? 4 : 9), TRAINING, UnitGate.OPEN);
      network.loss(totals);
      network.backward(added, i > 0, (unit, end) -> {});
    }
    assertThat(totals.weight()).isEqualTo(9);
    for (int i = 0; i < whole.length; i++) {
      assertThat(added[i]).isCloseTo(whole[i], Offset.offset(1e-5f));
    }
  }

  @Test
  void givesTheSameBitsAgainAndAfterALargerBatch() throws InterruptedException {
    Network network = new Network(mlp());
    float[] weights = initial(mlp(), 1);
    Batch batch = Batches.dense(random, 5, 7, 1, 3);
    float[] first = gradient(network, batch, weights, (unit, end) -> {});
    gradient(network, Batches.dense(random, 50, 7, 1, 3), weights, (unit, end) -> {});
    assertThat(gradient(network, batch, weights, (unit, end) -> {})).isEqualTo(first);
  }

  @Test
  void fusesAFinalSoftmaxWithItsLossAndAppliesItToPredictions() throws InterruptedException {
    List<LayerSpec> plain = List.of(new DenseSpec(3));
    List<LayerSpec> within = List.of(new DenseSpec(3).withActivation(SOFTMAX));
    List<LayerSpec> after = List.of(new DenseSpec(3), SOFTMAX);
    Batch batch = Batches.dense(random, 4, 7, 1, 3);
    float[] expected = predictions(plain, CROSS_ENTROPY, batch);
    assertThat(expected[0] + expected[1] + expected[2]).isCloseTo(1, Offset.offset(1e-6f));
    assertThat(predictions(within, CROSS_ENTROPY, batch)).isEqualTo(expected);
    assertThat(predictions(after, CROSS_ENTROPY, batch)).isEqualTo(expected);
  }

  @Test
  void fusesAFinalSigmoidWithItsLoss() throws InterruptedException {
    LossSpec loss = new LossSpec.BinaryCrossEntropy(List.of());
    Batch batch = Batches.dense(random, 4, 7, 1, 2);
    float[] expected = predictions(List.of(new DenseSpec(1)), loss, batch);
    List<LayerSpec> within = List.of(new DenseSpec(1).withActivation(SIGMOID));
    assertThat(predictions(within, loss, batch)).isEqualTo(expected);
  }

  @Test
  void keepsASoftmaxThatNoLossContains() throws InterruptedException {
    List<LayerSpec> layers = List.of(new DenseSpec(3, SOFTMAX));
    Batch batch = Batches.dense(random, 4, 7, 3, 0);
    float[] row = predictions(layers, new LossSpec.MeanSquaredError(), batch);
    assertThat(row[0] + row[1] + row[2]).isCloseTo(1, Offset.offset(1e-6f));
  }

  @Test
  void rejectsASigmoidBeforeSoftmaxCrossEntropy() {
    assertRejected(
        NetworkSpec.sequential(new Shape(7), List.of(new DenseSpec(3, SIGMOID)), CROSS_ENTROPY),
        "layer 0: sigmoid before crossEntropy (expected: softmax or none, the loss takes logits)");
  }

  @Test
  void namesTheLayerWhoseShapesDoNotFit() {
    assertRejected(
        NetworkSpec.sequential(new Shape(28, 28, 1), List.of(new DenseSpec(3)), CROSS_ENTROPY),
        "layer 0: dense got [28, 28, 1]");
    assertRejected(
        NetworkSpec.chain(
            new Shape(4),
            List.of(new NodeSpec("soft", new ActivationSpec(ActivationKind.SOFTMAX, 0, 2))),
            new LossSpec.MeanSquaredError()),
        "layer soft: axis=2 of [4]");
  }

  @Test
  void rejectsGraphsWithLooseEnds() {
    List<InputSpec> inputs = List.of(new InputSpec("x", new Shape(4)));
    List<OutputSpec> output = List.of(new OutputSpec("a", new LossSpec.MeanSquaredError(), 1));
    NodeSpec a = new NodeSpec("a", new DenseSpec(2), List.of("x"));
    assertRejected(
        new NetworkSpec(inputs, List.of(a, new NodeSpec("b", new DenseSpec(2))), output),
        "layer b feeds no output");
    assertRejected(new NetworkSpec(inputs, List.of(a, a), output), "name a is used twice");
    assertRejected(
        new NetworkSpec(inputs, List.of(new NodeSpec("a", new DenseSpec(2), List.of("y"))), output),
        "layer a: input y (expected: one of [x])");
    assertRejected(
        new NetworkSpec(inputs, List.of(new NodeSpec("a", new FlattenSpec())), output),
        "a model without parameters");
  }

  @Test
  void rejectsRowsTargetsAndLabelsThatDoNotFit() throws InterruptedException {
    Network network = new Network(mlp());
    float[] weights = initial(mlp(), 1);
    assertThatThrownBy(
            () ->
                network.forward(
                    weights, Batches.dense(random, 4, 8, 1, 3), TRAINING, UnitGate.OPEN))
        .hasMessageContaining("rows of 8 values (expected: 7");
    network.forward(weights, Batches.dense(random, 4, 7, 2, 3), TRAINING, UnitGate.OPEN);
    assertThatThrownBy(() -> network.loss(new LossTotals()))
        .hasMessageContaining("targets of 2 values a row (expected: 1");
    Batch labels = Batches.dense(random, 4, 7, 1, 3);
    labels.targets()[2] = 3;
    network.forward(weights, labels, TRAINING, UnitGate.OPEN);
    assertThatThrownBy(() -> network.loss(new LossTotals()))
        .hasMessageContaining("label=3.0 (expected: a whole number from 0 to 2)");
  }

  @Test
  void rejectsSparseRowsForALayerThatNeedsDenseOnes() {
    Network network =
        new Network(
            NetworkSpec.chain(
                new Shape(7),
                List.of(new NodeSpec("act", RELU), new NodeSpec("fc", new DenseSpec(3))),
                CROSS_ENTROPY));
    Batch sparse = Batches.sparse(Batches.dense(random, 4, 7, 1, 3));
    assertThatThrownBy(() -> network.forward(new float[24], sparse, TRAINING, UnitGate.OPEN))
        .hasMessageContaining("layer act got sparse rows (expected: dense ones)");
  }

  @Test
  void rejectsClassWeightsWhereOutputsShareADivisor() {
    LossSpec weighted = new LossSpec.SoftmaxCrossEntropy(List.of(1.0, 2.0), 0);
    assertRejected(
        new NetworkSpec(
            List.of(new InputSpec("x", new Shape(4))),
            List.of(
                new NodeSpec("a", new DenseSpec(2), List.of("x")),
                new NodeSpec("b", new DenseSpec(2), List.of("x"))),
            List.of(new OutputSpec("a", CROSS_ENTROPY, 1), new OutputSpec("b", weighted, 1))),
        "output b: class weights (expected: none where there are several outputs");
  }

  @Test
  void rejectsClassWeightsOfAnotherNumberThanClasses() {
    LossSpec weighted = new LossSpec.SoftmaxCrossEntropy(List.of(1.0, 2.0), 0);
    assertRejected(
        NetworkSpec.sequential(new Shape(4), List.of(new DenseSpec(3)), weighted),
        "classWeights has 2 entries (expected: 3, one per output)");
  }

  private static void assertRejected(NetworkSpec spec, String message) {
    assertThatThrownBy(() -> new Network(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private static float[] initial(NetworkSpec spec, long seed) {
    Network network = new Network(spec);
    float[] weights = new float[network.segments().length()];
    network.initialize(seed, weights);
    return weights;
  }

  private static double largest(float[] weights, int from, int to) {
    double largest = 0;
    for (int i = from; i < to; i++) {
      largest = Math.max(largest, Math.abs(weights[i]));
    }
    return largest;
  }

  private static float[] gradient(Network network, Batch batch, float[] weights, UnitReady ready)
      throws InterruptedException {
    float[] gradient = new float[weights.length];
    network.forward(weights, batch, TRAINING, UnitGate.OPEN);
    network.loss(new LossTotals());
    network.backward(gradient, false, ready);
    return gradient;
  }

  private static float[] predictions(List<LayerSpec> layers, LossSpec loss, Batch batch)
      throws InterruptedException {
    NetworkSpec spec = NetworkSpec.sequential(new Shape(7), layers, loss);
    Network network = new Network(spec);
    DenseSpec plain = (DenseSpec) layers.get(0);
    float[] weights = new float[7 * plain.units() + plain.units()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) Math.sin(i);
    }
    network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
    return Arrays.copyOf(network.predictions(0), batch.rows() * plain.units());
  }

  @Test
  void headsOfAttentionDivideTheFeatures() {
    List<LayerSpec> layers = List.of(new SelfAttentionSpec(4, false), new DenseSpec(1));
    assertThatThrownBy(
            () -> new Network(NetworkSpec.sequential(new Shape(5, 6), layers, CROSS_ENTROPY)))
        .hasMessage(
            "layer 0: heads=4 for [5, 6] (expected: a divisor of 6); set selfAttention.heads");
    assertThatThrownBy(
            () -> new Network(NetworkSpec.sequential(new Shape(6), layers, CROSS_ENTROPY)))
        .hasMessage("layer 0: selfAttention got [6] (expected: [steps, features])");
  }

  @Test
  void onlyInputsOfOneShapeAreAdded() {
    List<NodeSpec> nodes =
        List.of(
            new NodeSpec("three", new DenseSpec(3)),
            new NodeSpec("sum", new AddSpec(), List.of("input", "three")));
    assertThatThrownBy(() -> new Network(NetworkSpec.chain(new Shape(7), nodes, CROSS_ENTROPY)))
        .hasMessageContaining("layer sum: add got [[7], [3]]");
  }
}
