package weir.benchmarks;

import java.util.Arrays;
import weir.tensor.Activations;
import weir.tensor.Blas;
import weir.tensor.Kernels;

/** Nothing but the arithmetic: products on {@code float[]}, one pass of Adam, one thread. */
final class BareLoop implements Contender {
  private static final int ROWS = Workload.BATCH;
  private static final int[] SIZES = Workload.SIZES;

  private final Blas blas = Blas.get();
  private final float[] weights = Workload.startWeights();
  private final float[] gradient = new float[weights.length];
  // First and second.
  private final float[][] moments = new float[2][weights.length];
  private final float[][] batches = new float[Workload.BATCHES][];
  private final int[][] labels = new int[Workload.BATCHES][];
  private final float[][] outputs = new float[Workload.LAYERS + 1][];
  private final float[][] deltas = new float[Workload.LAYERS + 1][];
  private int step;

  BareLoop() {
    for (int batch = 0; batch < Workload.BATCHES; batch++) {
      batches[batch] = Workload.rows(batch);
      labels[batch] = Workload.labels(batch);
    }
    for (int layer = 1; layer <= Workload.LAYERS; layer++) {
      outputs[layer] = new float[ROWS * SIZES[layer]];
      deltas[layer] = new float[ROWS * SIZES[layer]];
    }
  }

  @Override
  public int rowsPerStep() {
    return ROWS;
  }

  @Override
  public double train(int steps) {
    double loss = 0;
    for (int i = 0; i < steps; i++) {
      int batch = step % Workload.BATCHES;
      outputs[0] = batches[batch];
      forward();
      loss += lossAndDelta(labels[batch]) / steps;
      backward();
      step++;
      adam();
    }
    return loss;
  }

  private void forward() {
    for (int layer = 0; layer < Workload.LAYERS; layer++) {
      int in = SIZES[layer];
      int out = SIZES[layer + 1];
      int w = Workload.weightOffset(layer);
      int bias = Workload.biasOffset(layer);
      float[] y = outputs[layer + 1];
      blas.sgemm(
          false, true, ROWS, out, in, 1, outputs[layer], 0, in, weights, w, in, 0, y, 0, out);
      if (layer + 1 < Workload.LAYERS) {
        Activations.biasRelu(y, 0, ROWS, out, weights, bias);
      } else {
        Kernels.addBias(y, 0, ROWS, out, weights, bias);
      }
    }
  }

  /** Softmax cross-entropy, mean over the rows. */
  private double lossAndDelta(int[] labels) {
    int classes = Workload.CLASSES;
    float[] delta = deltas[Workload.LAYERS];
    Kernels.softmaxRows(outputs[Workload.LAYERS], 0, delta, 0, ROWS, classes);
    double loss = 0;
    for (int row = 0; row < ROWS; row++) {
      int at = row * classes + labels[row];
      loss -= Math.log(delta[at]);
      delta[at] -= 1;
    }
    Kernels.scale(1f / ROWS, delta, 0, ROWS * classes);
    return loss / ROWS;
  }

  private void backward() {
    for (int layer = Workload.LAYERS - 1; layer >= 0; layer--) {
      int in = SIZES[layer];
      int out = SIZES[layer + 1];
      int w = Workload.weightOffset(layer);
      int bias = Workload.biasOffset(layer);
      float[] x = outputs[layer];
      float[] dy = deltas[layer + 1];
      blas.sgemm(true, false, out, in, ROWS, 1, dy, 0, out, x, 0, in, 0, gradient, w, in);
      Arrays.fill(gradient, bias, bias + out, 0);
      Kernels.addColumnSums(dy, 0, ROWS, out, gradient, bias);
      if (layer > 0) {
        float[] dx = deltas[layer];
        blas.sgemm(false, false, ROWS, in, out, 1, dy, 0, out, weights, w, in, 0, dx, 0, in);
        Activations.reluBackward(x, 0, dx, 0, ROWS * in);
      }
    }
  }

  private void adam() {
    float rate = (float) (Workload.LEARNING_RATE / (1 - Math.pow(Workload.BETA1, step)));
    float root = (float) (1 / Math.sqrt(1 - Math.pow(Workload.BETA2, step)));
    sweep(weights, gradient, moments, rate, root);
  }

  // Static and on its own, so that the compiler sees plain arrays and vectorizes it.
  private static void sweep(float[] w, float[] g, float[][] moments, float rate, float root) {
    float[] m = moments[0];
    float[] v = moments[1];
    for (int i = 0; i < w.length; i++) {
      m[i] += (1 - Workload.BETA1) * (g[i] - m[i]);
      v[i] = Workload.BETA2 * v[i] + (1 - Workload.BETA2) * g[i] * g[i];
      w[i] -= rate * m[i] / ((float) Math.sqrt(v[i]) * root + Workload.EPSILON);
    }
  }
}
