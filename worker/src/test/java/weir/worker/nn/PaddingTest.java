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
import org.junit.jupiter.params.provider.ValueSource;
import weir.tensor.JavaBlas;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.DropoutSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.GlobalAveragePoolSpec;
import weir.worker.nn.spec.LayerNormSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.RecurrentSpec.Cell;
import weir.worker.nn.spec.RecurrentSpec.Returned;
import weir.worker.nn.spec.SelfAttentionSpec;
import weir.worker.nn.spec.TransformerBlockSpec;

/** Padded rows give what the same rows give alone, without their padding. */
class PaddingTest {
  private static final int STEPS = 7;
  private static final int VOCABULARY = 9;
  private static final int PAD = 3;
  private static final int[] LENGTHS = {7, 1, 4, 6, 2};
  private static final Pass TRAINING = new Pass(true, 1, 0, 0, 0);
  private static final Offset<Float> CLOSE = Offset.offset(2e-5f);
  private static final LayerSpec EMBEDDING = new EmbeddingSpec(VOCABULARY, 6).withPadding(PAD);

  private final Random random = new Random(23);

  /** All end in one row of a sample. */
  static Stream<List<LayerSpec>> heads() {
    List<List<LayerSpec>> heads = new ArrayList<>();
    for (Cell cell : Cell.values()) {
      heads.add(List.of(new RecurrentSpec(cell, 5)));
      heads.add(List.of(new RecurrentSpec(cell, 3, Returned.LAST, 2, 0, true)));
      heads.add(
          List.of(
              new DenseSpec(4, ActivationSpec.of(ActivationKind.TANH)),
              new RecurrentSpec(cell, 3, Returned.SEQUENCE, 1, 0, true),
              new DropoutSpec(0),
              new RecurrentSpec(cell, 4),
              new DenseSpec(2)));
    }
    TransformerBlockSpec block =
        new TransformerBlockSpec(2, 5).withActivation(ActivationSpec.of(ActivationKind.SILU));
    heads.add(List.of(new SelfAttentionSpec(3, false), new GlobalAveragePoolSpec()));
    heads.add(List.of(new SelfAttentionSpec(2, true), new GlobalAveragePoolSpec()));
    heads.add(List.of(block, LayerNormSpec.DEFAULT, new GlobalAveragePoolSpec()));
    heads.add(
        List.of(block.withNorm(TransformerBlockSpec.Norm.AFTER), new RecurrentSpec(Cell.GRU, 3)));
    return heads.stream();
  }

  @ParameterizedTest
  @MethodSource("heads")
  void outputsAndGradientsAreThoseOfTheRowsAlone(List<LayerSpec> head) throws InterruptedException {
    Network padded = network(STEPS, head);
    float[] weights = initial(padded);
    int width = padded.outputShape(0).size();
    for (boolean front : new boolean[] {false, true}) {
      Batch batch = batch(width, front);
      float[] gradient = new float[weights.length];
      float[] outputs = run(padded, weights, batch, gradient);
      float[] expected = new float[weights.length];
      for (int row = 0; row < LENGTHS.length; row++) {
        Batch one = alone(batch, row, front);
        float[] alone = run(network(LENGTHS[row], head), weights, one, expected);
        assertThat(Arrays.copyOfRange(outputs, row * width, (row + 1) * width))
            .containsExactly(alone, CLOSE);
      }
      assertThat(gradient).containsExactly(expected, CLOSE);
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void hasTheGradientOfNumericDifferences(List<LayerSpec> head) throws InterruptedException {
    NetworkSpec spec = spec(STEPS, head);
    Batch batch = batch(new Network(spec).outputShape(0).size(), false);
    new GradientCheck(new Network(spec), batch, random).run();
    new GradientCheck(new Network(spec, new JavaBlas()), batch, random).run();
  }

  @Test
  void sequencesStayWhatTheyWereAtPaddedSteps() throws InterruptedException {
    for (Cell cell : Cell.values()) {
      Network network =
          network(STEPS, List.of(new RecurrentSpec(cell, 4, Returned.SEQUENCE, 1, 0, false)));
      Batch batch = batch(STEPS * 4, false);
      network.forward(initial(network), batch, Pass.EVALUATION, UnitGate.OPEN);
      for (int row = 0; row < LENGTHS.length; row++) {
        int last = (row * STEPS + LENGTHS[row] - 1) * 4;
        float[] expected = Arrays.copyOfRange(network.output(0), last, last + 4);
        for (int step = LENGTHS[row]; step < STEPS; step++) {
          int at = (row * STEPS + step) * 4;
          assertThat(Arrays.copyOfRange(network.output(0), at, at + 4)).containsExactly(expected);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aRowOfPaddingAloneIsZerosAndNotNaN(boolean causal) throws InterruptedException {
    Network network =
        network(STEPS, List.of(new SelfAttentionSpec(2, causal), new GlobalAveragePoolSpec()));
    float[] weights = initial(network);
    Batch batch = batch(6, false);
    Arrays.fill(batch.values(), 0, STEPS, PAD);
    float[] gradient = new float[weights.length];
    float[] outputs = run(network, weights, batch, gradient);
    assertThat(Arrays.copyOf(outputs, 6)).containsOnly(0f);
    for (float value : gradient) {
      assertThat(value).isFinite();
    }
  }

  @Test
  void paddedStepsAreZerosAndTheirRowOfTheTableRests() throws InterruptedException {
    Network network = network(STEPS, List.of(new FlattenSpec(), new DenseSpec(2)));
    float[] weights = initial(network);
    Batch batch = batch(2, false);
    float[] gradient = new float[weights.length];
    float[] before = run(network, weights, batch, gradient);
    assertThat(Arrays.copyOfRange(gradient, PAD * 6, (PAD + 1) * 6)).containsOnly(0f);
    Arrays.fill(weights, PAD * 6, (PAD + 1) * 6, 77);
    assertThat(run(network, weights, batch, gradient)).containsExactly(before);
  }

  @Test
  void withoutPaddedStepsTheBitsAreThoseOfAnEmbeddingWithoutPadding() throws InterruptedException {
    List<LayerSpec> head = List.of(new RecurrentSpec(Cell.LSTM, 5));
    List<LayerSpec> layers = new ArrayList<>(List.of(new EmbeddingSpec(VOCABULARY, 6)));
    layers.addAll(head);
    Network plain = new Network(NetworkSpec.sequential(new Shape(STEPS), layers, loss()));
    Network padded = network(STEPS, head);
    Batch batch = batch(5, false);
    for (int i = 0; i < LENGTHS.length * STEPS; i++) {
      batch.values()[i] = batch.values()[i] == PAD ? PAD + 1 : batch.values()[i];
    }
    float[] weights = initial(plain);
    float[][] gradients = new float[2][weights.length];
    run(plain, weights, batch, gradients[0]);
    run(padded, weights, batch, gradients[1]);
    assertThat(gradients[1]).containsExactly(gradients[0]);
  }

  @Test
  void refusesAPaddingThatIsNoId() {
    assertThatThrownBy(() -> new EmbeddingSpec(9, 4).withPadding(9))
        .hasMessage("padding=9 (expected: an id, 0 to 8); set embedding.padding");
  }

  private static LossSpec loss() {
    return new LossSpec.MeanSquaredError();
  }

  private static NetworkSpec spec(int steps, List<LayerSpec> head) {
    List<LayerSpec> layers = new ArrayList<>(List.of(EMBEDDING));
    layers.addAll(head);
    return NetworkSpec.sequential(new Shape(steps), layers, loss());
  }

  private static Network network(int steps, List<LayerSpec> head) {
    return new Network(spec(steps, head));
  }

  private static float[] initial(Network network) {
    float[] weights = new float[network.segments().length()];
    network.initialize(5, weights);
    return weights;
  }

  /** Rows of {@link #LENGTHS} real ids, padded behind or in front. */
  private Batch batch(int targetWidth, boolean front) {
    Batch batch = Batches.dense(random, LENGTHS.length, STEPS, targetWidth, 0);
    for (int row = 0; row < LENGTHS.length; row++) {
      for (int step = 0; step < STEPS; step++) {
        boolean real = front ? step >= STEPS - LENGTHS[row] : step < LENGTHS[row];
        int id = random.nextInt(VOCABULARY - 1);
        batch.values()[row * STEPS + step] = real ? id < PAD ? id : id + 1 : PAD;
      }
    }
    return batch;
  }

  private static Batch alone(Batch batch, int row, boolean front) {
    int from = row * STEPS + (front ? STEPS - LENGTHS[row] : 0);
    int width = batch.targetWidth();
    Batch one = new Batch(1, LENGTHS[row], width, false);
    System.arraycopy(batch.values(), from, one.values(), 0, LENGTHS[row]);
    System.arraycopy(batch.targets(), row * width, one.targets(), 0, width);
    one.rows(1);
    return one;
  }

  /** Adds to the gradient; the outputs. */
  private static float[] run(Network network, float[] weights, Batch batch, float[] gradient)
      throws InterruptedException {
    network.forward(weights, batch, TRAINING, UnitGate.OPEN);
    float[] outputs = Arrays.copyOf(network.output(0), batch.rows() * batch.targetWidth());
    network.loss(new LossTotals());
    network.backward(gradient, true, (unit, end) -> {});
    return outputs;
  }
}
