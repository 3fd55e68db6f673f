package weir.worker.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.RecurrentSpec;

class RehearsalTest {
  @Test
  void trainsOnNumbersAndEnds() throws Exception {
    assertThat(passes(new Shape(7), new DenseSpec(5), new DenseSpec(3)))
        .isEqualTo(Rehearsal.PASSES);
  }

  @Test
  void trainsOnIdsAndEnds() throws Exception {
    assertThat(
            passes(
                new Shape(6),
                new EmbeddingSpec(2, 4),
                new RecurrentSpec(RecurrentSpec.Cell.LSTM, 4),
                new DenseSpec(3)))
        .isEqualTo(Rehearsal.PASSES);
  }

  @Test
  void leavesOutALargeNetwork() throws Exception {
    assertThat(passes(new Shape(2048), new DenseSpec(2048), new DenseSpec(2))).isZero();
  }

  @Test
  void endsWhereALayerRefusesTheDrawnRows() throws Exception {
    assertThat(passes(new Shape(6), new EmbeddingSpec(1, 4), new FlattenSpec(), new DenseSpec(2)))
        .isZero();
  }

  @Test
  void refusesLayersThatDoNotFit() {
    assertThatThrownBy(() -> passes(new Shape(3, 3), new EmbeddingSpec(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("embedding");
  }

  private static int passes(Shape input, LayerSpec... layers) throws InterruptedException {
    LossSpec loss = new LossSpec.SoftmaxCrossEntropy(List.of(), 0);
    try (Rehearsal rehearsal =
        Rehearsal.start(NetworkSpec.sequential(input, List.of(layers), loss))) {
      rehearsal.join();
      return rehearsal.passes();
    }
  }
}
