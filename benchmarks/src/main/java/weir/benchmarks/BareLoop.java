package weir.benchmarks;

import java.util.List;
import weir.worker.data.Batch;
import weir.worker.loss.LossTotals;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;

/**
 * What a training step cannot do without: the matrix products of Weir's own step, recorded once and
 * repeated on the same arrays, and one pass of Adam where it is asked for. One thread; the numbers
 * mean nothing.
 */
final class BareLoop implements Contender {
  private final int rows;
  private final boolean adam;
  private final List<Runnable> products;
  private final float[] weights;
  private final float[] gradient;
  // First and second.
  private final float[][] moments;

  BareLoop(Workload workload, boolean adam) {
    rows = workload.batch();
    this.adam = adam;
    weights = workload.startWeights();
    gradient = new float[weights.length];
    moments = new float[2][weights.length];
    products = record(workload);
  }

  private List<Runnable> record(Workload workload) {
    RecordingBlas blas = new RecordingBlas();
    Network network = new Network(workload.network(), blas);
    Batch batch = new Batch(rows, network.inputWidth(), network.targetWidth(), false);
    System.arraycopy(workload.rows(0), 0, batch.values(), 0, rows * network.inputWidth());
    batch.rows(rows);
    try {
      network.forward(weights.clone(), batch, new Pass(true, 1, 0, 0, 0), UnitGate.OPEN);
      network.loss(new LossTotals());
      network.backward(gradient.clone(), false, (unit, end) -> {});
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while recording", e);
    }
    return blas.calls();
  }

  @Override
  public int rowsPerStep() {
    return rows;
  }

  @Override
  public double train(int steps) {
    for (int step = 0; step < steps; step++) {
      for (Runnable product : products) {
        product.run();
      }
      if (adam) {
        sweep(weights, gradient, moments);
      }
    }
    return Double.NaN;
  }

  // Static and on its own, so that the compiler sees plain arrays and vectorizes it.
  private static void sweep(float[] w, float[] g, float[][] moments) {
    float[] m = moments[0];
    float[] v = moments[1];
    for (int i = 0; i < w.length; i++) {
      m[i] += (1 - Workload.BETA1) * (g[i] - m[i]);
      v[i] = Workload.BETA2 * v[i] + (1 - Workload.BETA2) * g[i] * g[i];
      w[i] -= Workload.LEARNING_RATE * m[i] / ((float) Math.sqrt(v[i]) + Workload.EPSILON);
    }
  }
}
