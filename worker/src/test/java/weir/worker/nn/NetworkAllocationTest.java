package weir.worker.nn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.Cells;
import weir.worker.nn.spec.ConvolutionSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.EmbeddingSpec;
import weir.worker.nn.spec.FlattenSpec;
import weir.worker.nn.spec.GlobalAveragePoolSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.PoolSpec;
import weir.worker.nn.spec.PositionalEmbeddingSpec;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.TransformerBlockSpec;
import weir.worker.nn.spec.WindowSpec;

class NetworkAllocationTest {
  private static final int STEPS = 100;
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final long BYTES_A_STEP = 8 * 1024;

  @Test
  void aStepAllocatesNextToNothingAfterWarmUp() throws InterruptedException {
    ActivationSpec relu = ActivationSpec.of(ActivationKind.RELU);
    Network network =
        new Network(
            NetworkSpec.sequential(
                new Shape(784),
                List.of(
                    new DenseSpec(64, relu),
                    BatchNormSpec.DEFAULT,
                    new DenseSpec(32, relu),
                    new DenseSpec(10)),
                new LossSpec.SoftmaxCrossEntropy(List.of(), 0)));
    check(network, Batches.dense(new Random(1), 128, 784, 1, 10));
  }

  @Test
  void aStepOfARecurrenceAllocatesNextToNothingAfterWarmUp() throws InterruptedException {
    RecurrentSpec lstm =
        new RecurrentSpec(RecurrentSpec.Cell.LSTM, 8, RecurrentSpec.Returned.LAST, 2, 0, true);
    Network network =
        new Network(
            NetworkSpec.sequential(
                new Shape(20, 6),
                List.of(lstm, new DenseSpec(10)),
                new LossSpec.SoftmaxCrossEntropy(List.of(), 0)));
    check(network, Batches.dense(new Random(1), 16, 120, 1, 10));
  }

  @Test
  void aStepOfATransformerOnPaddedIdsAllocatesNextToNothingAfterWarmUp()
      throws InterruptedException {
    Network network =
        new Network(
            NetworkSpec.sequential(
                new Shape(12),
                List.of(
                    new EmbeddingSpec(10, 8).withPadding(0),
                    PositionalEmbeddingSpec.DEFAULT,
                    new TransformerBlockSpec(2, 16).withCausal(true).withDropout(0.1),
                    new GlobalAveragePoolSpec(),
                    new DenseSpec(10)),
                new LossSpec.SoftmaxCrossEntropy(List.of(), 0)));
    Batch batch = Batches.dense(new Random(1), 16, 12, 1, 10);
    for (int i = 0; i < 16 * 12; i++) {
      batch.values()[i] = i % 12 < 9 ? i % 10 : 0;
    }
    check(network, batch);
  }

  @Test
  void aStepOfConvolutionsAndPoolsAllocatesNextToNothingAfterWarmUp() throws InterruptedException {
    ActivationSpec relu = ActivationSpec.of(ActivationKind.RELU);
    WindowSpec three = new WindowSpec(Cells.of(3));
    PoolSpec pool = new PoolSpec(PoolSpec.Reduction.MAX, Cells.of(2));
    Network network =
        new Network(
            NetworkSpec.sequential(
                new Shape(12, 12, 1),
                List.of(
                    new ConvolutionSpec(2, 8, three).withActivation(relu),
                    pool,
                    new ConvolutionSpec(2, 8, three).withActivation(relu),
                    pool,
                    new FlattenSpec(),
                    new DenseSpec(10)),
                new LossSpec.SoftmaxCrossEntropy(List.of(), 0)));
    check(network, Batches.dense(new Random(1), 32, 144, 1, 10));
  }

  private static void check(Network network, Batch batch) throws InterruptedException {
    float[] weights = new float[network.segments().length()];
    float[] gradient = new float[weights.length];
    network.initialize(1, weights);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    // How long warm-up takes is the compiler's business, on a busy machine most of all: until its
    // vectors are compiled a kernel allocates them. The best round counts, however late it comes.
    long start = System.nanoTime();
    while (least > BYTES_A_STEP && System.nanoTime() - start < PATIENCE_NANOS) {
      long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
      train(network, batch, weights, gradient);
      long bytes = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
      least = Math.min(least, bytes / STEPS);
    }
    assertThat(least).as("bytes a step").isLessThanOrEqualTo(BYTES_A_STEP);
  }

  private static void train(Network network, Batch batch, float[] weights, float[] gradient)
      throws InterruptedException {
    LossTotals totals = new LossTotals();
    Pass pass = new Pass(true, 1, 0, 0, 0);
    for (int step = 0; step < STEPS; step++) {
      network.forward(weights, batch, pass, UnitGate.OPEN);
      network.loss(totals);
      network.backward(gradient, false, (unit, end) -> {});
    }
  }
}
