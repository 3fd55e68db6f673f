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
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import weir.proto.partition.Segment;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.InputSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.OutputSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.RecurrentSpec.Cell;
import weir.worker.nn.spec.RecurrentSpec.Returned;
import weir.worker.nn.spec.SelfAttentionSpec;
import weir.worker.nn.spec.TransformerBlockSpec;

class RecurrentTest {
  private static final LossSpec SQUARED = new LossSpec.MeanSquaredError();
  private static final int STEPS = 5;
  private static final int FEATURES = 3;
  private static final Offset<Float> CLOSE = Offset.offset(1e-5f);

  private final Random random = new Random(17);

  static Stream<RecurrentSpec> variants() {
    List<RecurrentSpec> variants = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      for (Returned returned : Returned.values()) {
        for (boolean both : new boolean[] {false, true}) {
          variants.add(new RecurrentSpec(cell, 5, returned, 1, 0, both));
          variants.add(new RecurrentSpec(cell, 3, returned, 2, 0, both));
          variants.add(new RecurrentSpec(cell, 3, returned, 3, 0.3, both));
        }
      }
    }
    return variants.stream();
  }

  @ParameterizedTest
  @MethodSource("variants")
  void hasTheGradientOfNumericDifferences(RecurrentSpec layer) throws InterruptedException {
    List<LayerSpec> layers = List.of(new DenseSpec(4), layer, new FlattenSpec(), new DenseSpec(2));
    NetworkSpec spec = NetworkSpec.sequential(new Shape(STEPS, FEATURES), layers, SQUARED);
    Batch batch = Batches.dense(random, 7, STEPS * FEATURES, 2, 0);
    new GradientCheck(new Network(spec), batch, random).run();
    new GradientCheck(new Network(spec, new JavaBlas()), batch, random).run();
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void hasTheGradientOfInitialStatesThatOtherLayersCompute(Cell cell) throws InterruptedException {
    List<String> inputs =
        cell == Cell.LSTM ? List.of("x", "first", "second") : List.of("x", "first");
    List<NodeSpec> nodes = new ArrayList<>();
    for (String state : inputs.subList(1, inputs.size())) {
      nodes.add(new NodeSpec(state, new DenseSpec(3), List.of("states")));
    }
    RecurrentSpec layer = new RecurrentSpec(cell, 3, Returned.SEQUENCE, 2, 0, true);
    nodes.add(new NodeSpec("recurrent", layer, inputs));
    NetworkSpec spec =
        new NetworkSpec(
            List.of(
                new InputSpec("x", new Shape(STEPS, FEATURES)),
                new InputSpec("states", new Shape(4, 2))),
            nodes,
            List.of(new OutputSpec("recurrent", SQUARED, 1)));
    Batch batch = Batches.dense(random, 7, STEPS * FEATURES + 8, STEPS * 6, 0);
    new GradientCheck(new Network(spec), batch, random).run();
  }

  @Test
  void startsFromTheLastStateOfAnotherLayer() throws InterruptedException {
    RecurrentSpec both = new RecurrentSpec(Cell.GRU, 3, Returned.LAST, 1, 0, true);
    NetworkSpec spec =
        new NetworkSpec(
            List.of(new InputSpec("x", new Shape(STEPS, FEATURES))),
            List.of(
                new NodeSpec("first", both), new NodeSpec("second", both, List.of("x", "first"))),
            List.of(new OutputSpec("second", SQUARED, 1)));
    Batch batch = Batches.dense(random, 7, STEPS * FEATURES, 6, 0);
    new GradientCheck(new Network(spec), batch, random).run();
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void twoDirectionsAreTwoLayersOneOfWhichReadsBackwards(Cell cell) throws InterruptedException {
    RecurrentSpec one = new RecurrentSpec(cell, 4, Returned.SEQUENCE, 1, 0, false);
    Network both = network(one.withBidirectional(true));
    Network single = network(one);
    float[] weights = initial(both);
    int half = weights.length / 2;
    Batch batch = Batches.dense(random, 6, STEPS * FEATURES, STEPS * 8, 0);
    Batch backwards = backwards(batch);
    float[] expected = outputs(both, weights, batch);
    float[] forth = outputs(single, Arrays.copyOf(weights, half), batch);
    float[] back = outputs(single, Arrays.copyOfRange(weights, half, 2 * half), backwards);
    for (int row = 0; row < 6; row++) {
      for (int step = 0; step < STEPS; step++) {
        for (int unit = 0; unit < 4; unit++) {
          int at = (row * STEPS + step) * 8 + unit;
          int mirrored = (row * STEPS + STEPS - 1 - step) * 4 + unit;
          assertThat(expected[at]).isCloseTo(forth[(row * STEPS + step) * 4 + unit], CLOSE);
          assertThat(expected[at + 4]).isCloseTo(back[mirrored], CLOSE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void theLastStateOfTheBackwardDirectionIsThatOfStepZero(Cell cell) throws InterruptedException {
    RecurrentSpec spec = new RecurrentSpec(cell, 4, Returned.SEQUENCE, 1, 0, true);
    Network all = network(spec);
    Network last = network(spec.withReturned(Returned.LAST));
    float[] weights = initial(all);
    Batch batch = Batches.dense(random, 6, STEPS * FEATURES, STEPS * 8, 0);
    float[] states = outputs(all, weights, batch);
    float[] result = outputs(last, weights, batch);
    for (int row = 0; row < 6; row++) {
      for (int unit = 0; unit < 4; unit++) {
        int end = (row * STEPS + STEPS - 1) * 8;
        assertThat(result[row * 8 + unit]).isEqualTo(states[end + unit]);
        assertThat(result[row * 8 + 4 + unit]).isEqualTo(states[row * STEPS * 8 + 4 + unit]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void addsFurtherMicroBatchesToTheGradient(Cell cell) throws InterruptedException {
    Network network = network(new RecurrentSpec(cell, 4, Returned.LAST, 2, 0, true));
    float[] weights = initial(network);
    Batch whole = Batches.dense(random, 9, STEPS * FEATURES, 8, 0);
    float[] expected = new float[weights.length];
    float[] actual = new float[weights.length];
    add(network, weights, whole, expected, false);
    add(network, weights, Batches.rows(whole, 0, 5), actual, false);
    add(network, weights, Batches.rows(whole, 5, 9), actual, true);
    assertThat(actual).containsExactly(expected, CLOSE);
  }

  @ParameterizedTest
  @EnumSource(Cell.class)
  void dropoutBetweenLayersDependsOnTheRowsPlaceInTheStepAlone(Cell cell)
      throws InterruptedException {
    RecurrentSpec plain = new RecurrentSpec(cell, 4, Returned.LAST, 3, 0, true);
    Network network = network(plain.withDropout(0.5));
    float[] weights = initial(network);
    Batch whole = Batches.dense(random, 9, STEPS * FEATURES, 8, 0);
    network.forward(weights, whole, new Pass(true, 1, 7, 2, 0), UnitGate.OPEN);
    float[] expected = network.output(0).clone();
    Batch rest = Batches.rows(whole, 5, 9);
    network.forward(weights, rest, new Pass(true, 1, 7, 2, 5), UnitGate.OPEN);
    float[] tail = Arrays.copyOfRange(expected, 5 * 8, 9 * 8);
    assertThat(Arrays.copyOf(network.output(0), 4 * 8)).containsExactly(tail, CLOSE);
    network.forward(weights, rest, new Pass(true, 1, 8, 2, 5), UnitGate.OPEN);
    assertThat(Arrays.copyOf(network.output(0), 4 * 8)).isNotEqualTo(tail);
    assertThat(outputs(network, weights, whole))
        .containsExactly(outputs(network(plain), weights, whole));
  }

  @Test
  void dropoutBetweenLayersKeepsTheMeanOfWhatIsRead() throws InterruptedException {
    // The second layer's sums are the first one's states, a bias that alone makes them 0.5.
    Network network =
        network(new RecurrentSpec(Cell.SIMPLE_RNN, 1, Returned.SEQUENCE, 2, 0.25, false));
    float[] weights = new float[network.segments().length()];
    weights[FEATURES + 1] = (float) (Math.log(3) / 2);
    weights[FEATURES + 3] = 0.01f;
    Batch batch = Batches.dense(random, 400, STEPS * FEATURES, STEPS, 0);
    network.forward(weights, batch, new Pass(true, 1, 0, 0, 0), UnitGate.OPEN);
    int dropped = 0;
    for (int i = 0; i < 400 * STEPS; i++) {
      float value = network.output(0)[i];
      dropped += value == 0 ? 1 : 0;
      assertThat(value == 0 || Math.abs(value - 0.01f * 0.5f / 0.75f) < 1e-6f).isTrue();
    }
    assertThat(dropped / (400.0 * STEPS)).isBetween(0.21, 0.29);
  }

  @Test
  void namesItsWeightsAsPyTorchDoesAndStartsThemWithinItsBound() {
    Network network = network(new RecurrentSpec(Cell.GRU, 4, Returned.LAST, 2, 0, true));
    assertThat(network.segments().list().stream().map(Segment::name))
        .containsExactly(
            "0.weight_ih_l0",
            "0.weight_hh_l0",
            "0.bias_ih_l0",
            "0.bias_hh_l0",
            "0.weight_ih_l0_reverse",
            "0.weight_hh_l0_reverse",
            "0.bias_ih_l0_reverse",
            "0.bias_hh_l0_reverse",
            "0.weight_ih_l1",
            "0.weight_hh_l1",
            "0.bias_ih_l1",
            "0.bias_hh_l1",
            "0.weight_ih_l1_reverse",
            "0.weight_hh_l1_reverse",
            "0.bias_ih_l1_reverse",
            "0.bias_hh_l1_reverse");
    assertThat(network.shape(0)).isEqualTo(new Shape(12, 3));
    assertThat(network.shape(8)).isEqualTo(new Shape(12, 8));
    assertThat(network.shape(9)).isEqualTo(new Shape(12, 4));
    float largest = 0;
    for (float weight : initial(network)) {
      largest = Math.max(largest, Math.abs(weight));
    }
    assertThat(largest).isBetween(0.49f, 0.5f);
  }

  @Test
  void itsGradientLeavesRecurrenceByRecurrence() throws InterruptedException {
    Network network = network(new RecurrentSpec(Cell.SIMPLE_RNN, 4, Returned.LAST, 1, 0, true));
    List<Integer> ready = new ArrayList<>();
    network.forward(
        initial(network),
        Batches.dense(random, 6, STEPS * FEATURES, 8, 0),
        new Pass(true, 1, 0, 0, 0),
        UnitGate.OPEN);
    network.loss(new LossTotals());
    network.backward(new float[72], false, (unit, end) -> ready.add(end));
    assertThat(ready).containsExactly(36, 72);
  }

  @Test
  void refusesShapesThatDoNotFit() {
    RecurrentSpec lstm = new RecurrentSpec(Cell.LSTM, 4);
    assertThatThrownBy(
            () -> new Network(NetworkSpec.sequential(new Shape(5), List.of(lstm), SQUARED)))
        .hasMessage("layer 0: lstm got [5] (expected: [steps, features])");
    LayerSpec dropout = new DropoutSpec(0.5);
    LayerSpec attention = new SelfAttentionSpec(2, false);
    for (LayerSpec next : List.of(lstm, attention, new TransformerBlockSpec(2, 8))) {
      for (List<LayerSpec> layers : List.of(List.of(lstm, next), List.of(lstm, dropout, next))) {
        assertThatThrownBy(
                () -> new Network(NetworkSpec.sequential(new Shape(7, 5), layers, SQUARED)))
            .hasMessageContaining(
                "; set return: sequence in layer 0, which gives its last step alone");
      }
    }
    assertThatThrownBy(() -> withStates(new RecurrentSpec(Cell.GRU, 4), new Shape(1, 3)))
        .hasMessage("layer r: gru got an initial state [1, 3] (expected: [1, 4])");
    assertThatThrownBy(() -> withStates(lstm, new Shape(1, 4)))
        .hasMessage("layer r: lstm got 2 inputs (expected: 1, or 3 with initial states)");
  }

  private static Network withStates(RecurrentSpec layer, Shape state) {
    return new Network(
        new NetworkSpec(
            List.of(new InputSpec("x", new Shape(5, 2)), new InputSpec("h", state)),
            List.of(new NodeSpec("r", layer, List.of("x", "h"))),
            List.of(new OutputSpec("r", SQUARED, 1))));
  }

  private static Network network(RecurrentSpec layer) {
    return new Network(NetworkSpec.sequential(new Shape(STEPS, FEATURES), List.of(layer), SQUARED));
  }

  private static float[] initial(Network network) {
    float[] weights = new float[network.segments().length()];
    network.initialize(5, weights);
    return weights;
  }

  private static float[] outputs(Network network, float[] weights, Batch batch)
      throws InterruptedException {
    network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
    return network.output(0).clone();
  }

  private static void add(
      Network network, float[] weights, Batch batch, float[] gradient, boolean accumulate)
      throws InterruptedException {
    network.forward(weights, batch, new Pass(true, 1, 0, 0, 0), UnitGate.OPEN);
    network.loss(new LossTotals());
    network.backward(gradient, accumulate, (unit, end) -> {});
  }

  private static Batch backwards(Batch batch) {
    Batch result = Batches.rows(batch, 0, batch.rows());
    for (int row = 0; row < batch.rows(); row++) {
      for (int step = 0; step < STEPS; step++) {
        int from = (row * STEPS + step) * FEATURES;
        int to = (row * STEPS + STEPS - 1 - step) * FEATURES;
        System.arraycopy(batch.values(), from, result.values(), to, FEATURES);
      }
    }
    return result;
  }
}
