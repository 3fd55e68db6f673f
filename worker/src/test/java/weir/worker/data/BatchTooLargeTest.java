package weir.worker.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.Network;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.NetworkSpec;

/** Products of rows and floats that an int does not hold are refused by the option to set. */
class BatchTooLargeTest {
  private static final String MEND = "; set train.accumulate higher or train.batchSize lower";

  @Test
  void rowsOfDataAndLabels() {
    assertThatThrownBy(() -> new Batch(3_000_000, 784, 1, false))
        .isInstanceOf(BatchTooLargeException.class)
        .hasMessage(
            "rows of data: a micro-batch of 3000000 rows of 784 numbers (expected: at most 2739137"
                + " rows at once)"
                + MEND);
    assertThatThrownBy(() -> new Batch(50_000_000, 1, 50, true))
        .hasMessageStartingWith("labels: a micro-batch of 50000000 rows of 50 numbers");
  }

  @Test
  void whatALayerPutsOut() {
    Network network =
        new Network(
            NetworkSpec.sequential(
                new Shape(8),
                List.of(new EmbeddingSpec(50_000, 2), new DenseSpec(50_000)),
                new LossSpec.SoftmaxCrossEntropy(List.of(), 0)));
    network.requireRoom(5368);
    assertThatThrownBy(() -> network.requireRoom(5369))
        .isInstanceOf(BatchTooLargeException.class)
        .hasMessage(
            "layer 1: a micro-batch of 5369 rows of 400000 numbers (expected: at most 5368 rows at"
                + " once)"
                + MEND);
    assertThat(network.rowsAtOnce()).isEqualTo(20);
  }

  @Test
  void storedNumbersOfSparseRows() {
    int stored = 1 << 20;
    RowBlock block =
        new RowBlock(
            0,
            0,
            1,
            stored,
            new float[stored],
            new int[] {0, stored},
            new int[stored],
            new float[1],
            1,
            null);
    LeafRows leaf = LeafRows.of(block);
    Batch batch = new Batch(2048, stored, 1, true);
    assertThatThrownBy(() -> leaf.gather(new int[2048], 0, 2048, batch))
        .isInstanceOf(BatchTooLargeException.class)
        .hasMessage(
            "a micro-batch of 2048 rows that store 2147483648 numbers (expected: at most"
                + " 2147483639)"
                + MEND);
  }
}
