package weir.worker.nn;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import weir.tensor.Blas;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.loss.LossSpec;
import weir.worker.loss.LossTotals;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.ActivationSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.NetworkSpec;

/**
 * Forward, loss and backward of 784-512-256-10 at batch 128 against the bare sgemm calls of the
 * same step, in alternating rounds, by CPU time of the thread. Not a test: run its main.
 */
final class NetworkSpeed {
  private static final int ROWS = 128;
  private static final int[] SIZES = {784, 512, 256, 10};
  private static final int STEPS = 50;
  private static final int ROUNDS = 15;
  private static final int WARM_UP = 10;

  private final Blas blas = Blas.get();
  private final float[][] activations = new float[SIZES.length][];
  private final float[][] deltas = new float[SIZES.length][];
  private final float[] weights;
  private final float[] gradient;
  private final Network network;
  private final Batch batch = Batches.dense(new Random(1), ROWS, SIZES[0], 1, 10);

  private NetworkSpeed() {
    ActivationSpec relu = ActivationSpec.of(ActivationKind.RELU);
    network =
        new Network(
            NetworkSpec.sequential(
                new Shape(SIZES[0]),
                List.of(new DenseSpec(512, relu), new DenseSpec(256, relu), new DenseSpec(10)),
                new LossSpec.SoftmaxCrossEntropy(List.of(), 0)));
    weights = new float[network.segments().length()];
    gradient = new float[weights.length];
    network.initialize(1, weights);
    for (int i = 0; i < SIZES.length; i++) {
      activations[i] = i == 0 ? batch.values() : new float[ROWS * SIZES[i]];
      deltas[i] = new float[ROWS * SIZES[i]];
      Arrays.fill(deltas[i], 0.01f);
    }
  }

  public static void main(String[] arguments) throws InterruptedException {
    NetworkSpeed speed = new NetworkSpeed();
    double[] bare = new double[ROUNDS];
    double[] whole = new double[ROUNDS];
    double[] share = new double[ROUNDS];
    for (int round = -WARM_UP; round < ROUNDS; round++) {
      double bareSeconds = speed.bare();
      double wholeSeconds = speed.whole();
      if (round >= 0) {
        bare[round] = STEPS * ROWS / bareSeconds;
        whole[round] = STEPS * ROWS / wholeSeconds;
        share[round] = bareSeconds / wholeSeconds;
      }
    }
    System.out.printf(
        "bare %.0f samples/s, network %.0f samples/s, share %.3f (medians of %d), %s%n",
        median(bare), median(whole), median(share), ROUNDS, Blas.get().info());
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private double whole() throws InterruptedException {
    long start = cpuNanos();
    LossTotals totals = new LossTotals();
    Pass pass = new Pass(true, 1, 0, 0, 0);
    for (int step = 0; step < STEPS; step++) {
      network.forward(weights, batch, pass, UnitGate.OPEN);
      network.loss(totals);
      network.backward(gradient, false, (unit, end) -> {});
    }
    return (cpuNanos() - start) / 1e9;
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private double bare() {
    long start = cpuNanos();
    for (int step = 0; step < STEPS; step++) {
      int at = 0;
      for (int i = 1; i < SIZES.length; i++) {
        forward(i, at);
        gradient(i, at);
        if (i > 1) {
          inputDelta(i, at);
        }
        at += SIZES[i - 1] * SIZES[i] + SIZES[i];
      }
    }
    return (cpuNanos() - start) / 1e9;
  }

  private void forward(int i, int at) {
    int in = SIZES[i - 1];
    int out = SIZES[i];
    float[] x = activations[i - 1];
    blas.sgemm(false, true, ROWS, out, in, 1, x, 0, in, weights, at, in, 0, activations[i], 0, out);
  }

  private void gradient(int i, int at) {
    int in = SIZES[i - 1];
    int out = SIZES[i];
    float[] x = activations[i - 1];
    blas.sgemm(true, false, out, in, ROWS, 1, deltas[i], 0, out, x, 0, in, 0, gradient, at, in);
  }

  private void inputDelta(int i, int at) {
    int in = SIZES[i - 1];
    int out = SIZES[i];
    float[] dx = deltas[i - 1];
    blas.sgemm(false, false, ROWS, in, out, 1, deltas[i], 0, out, weights, at, in, 0, dx, 0, in);
  }
}
