package weir.worker.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.InputValueException;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.NetworkSpec;

class EmbeddingTest {
  private static final int STEPS = 5;
  private static final int VOCABULARY = 7;

  private final NetworkSpec spec =
      NetworkSpec.sequential(
          new Shape(STEPS),
          List.of(new EmbeddingSpec(VOCABULARY, 3), new FlattenSpec(), new DenseSpec(2)),
          new LossSpec.MeanSquaredError());
  private final Network network = new Network(spec);
  private final Random random = new Random(3);

  @Test
  void hasTheGradientOfNumericDifferences() throws InterruptedException {
    new GradientCheck(network, batch(9), random).run();
  }

  @Test
  void addsFurtherMicroBatchesToTheGradient() throws InterruptedException {
    Batch whole = batch(9);
    float[] weights = new float[network.segments().length()];
    network.initialize(1, weights);
    float[] expected = new float[weights.length];
    float[] actual = new float[weights.length];
    add(weights, whole, expected, false);
    add(weights, Batches.rows(whole, 0, 4), actual, false);
    add(weights, Batches.rows(whole, 4, 9), actual, true);
    assertThat(actual).containsExactly(expected, org.assertj.core.data.Offset.offset(1e-5f));
  }

  @ParameterizedTest
  @CsvSource({"7, 7", "-1, -1", "2.5, 2.5", "NaN, NaN", "Infinity, Infinity"})
  void refusesAnIdThatIsNoneAndNamesLayerAndVocabulary(float id, String named) {
    Batch batch = batch(2);
    batch.values()[STEPS + 1] = id;
    float[] weights = new float[network.segments().length()];
    assertThatThrownBy(() -> network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN))
        .isInstanceOf(InputValueException.class)
        .hasMessage(
            "layer 0: token id "
                + named
                + " (expected: a whole number from 0 to 6, as vocabulary=7);"
                + " set embedding.vocabulary or check the data");
  }

  @Test
  void refusesInputThatIsNoSequenceOfIds() {
    assertThatThrownBy(
            () ->
                new Network(
                    NetworkSpec.sequential(
                        new Shape(4, 3),
                        List.of(new EmbeddingSpec(7, 3)),
                        new LossSpec.MeanSquaredError())))
        .hasMessage("layer 0: embedding got [4, 3] (expected: [steps] of token ids)");
  }

  private Batch batch(int rows) {
    Batch batch = Batches.dense(random, rows, STEPS, 2, 0);
    for (int i = 0; i < rows * STEPS; i++) {
      // The last id never occurs: its gradient must be zero, not what was there before.
      batch.values()[i] = random.nextInt(VOCABULARY - 1);
    }
    return batch;
  }

  private void add(float[] weights, Batch batch, float[] gradient, boolean accumulate)
      throws InterruptedException {
    network.forward(weights, batch, new Pass(true, 1, 0, 0, 0), UnitGate.OPEN);
    network.loss(new LossTotals());
    network.backward(gradient, accumulate, (unit, end) -> {});
  }
}
