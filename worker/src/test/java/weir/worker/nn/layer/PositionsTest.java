package weir.worker.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import weir.tensor.Blas;
import weir.tensor.Shape;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.PositionalEncodingSpec;

class PositionsTest {
  private static final int STEPS = 7;
  private static final int FEATURES = 5;

  private static Layer layer(LayerSpec spec, Shape input) {
    return new LayerFactory(Blas.get()).create(spec, List.of(input));
  }

  @Test
  void encodingAddsTheSameWavesToEverySample() throws InterruptedException {
    Layer layer = layer(new PositionalEncodingSpec(), new Shape(STEPS, FEATURES));
    float[] x = new float[2 * STEPS * FEATURES];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    LayerHarness harness = new LayerHarness(layer, 2, x, new float[0]);
    harness.run(new float[x.length]);
    for (int i = 0; i < x.length; i++) {
      int step = i / FEATURES % STEPS;
      int feature = i % FEATURES;
      double angle = step / Math.pow(10_000, 2 * (feature / 2) / 5.0);
      double wave = feature % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
      assertThat((double) harness.output()[i]).isCloseTo(i + wave, Offset.offset(1e-5));
    }
  }

  @Test
  void embeddingAddsItsWeightAndSumsTheGradientOverSamples() throws InterruptedException {
    Layer layer = layer(PositionalEmbeddingSpec.DEFAULT, new Shape(2, 2));
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    LayerHarness harness = new LayerHarness(layer, 2, x, new float[] {10, 20, 30, 40});
    harness.run(new float[] {1, 1, 2, 2, 3, 3, 4, 4});
    assertThat(harness.output()).containsExactly(11, 22, 33, 44, 15, 26, 37, 48);
    assertThat(harness.gradient()).containsExactly(4, 4, 6, 6);
    assertThat(harness.inputDelta()).containsExactly(1, 1, 2, 2, 3, 3, 4, 4);
  }

  @Test
  void onlySequencesHavePositions() {
    assertThatThrownBy(() -> layer(new PositionalEncodingSpec(), new Shape(3)))
        .hasMessage("positionalEncoding got [3] (expected: [steps, features])");
    assertThatThrownBy(() -> layer(PositionalEmbeddingSpec.DEFAULT, new Shape(3)))
        .hasMessage("positionalEmbedding got [3] (expected: [steps, features])");
  }
}
