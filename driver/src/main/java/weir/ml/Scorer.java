package weir.ml;

import java.util.List;
import org.apache.spark.ml.linalg.SparseVector;
import org.apache.spark.ml.linalg.Vector;
import weir.driver.UserInputException;
import weir.worker.data.Batch;
import weir.worker.nn.Network;
import weir.worker.nn.UnitGate;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.spec.NetworkSpec;

/** Runs a network over vectors, as training saw them: numbers rounded to float32. One thread. */
final class Scorer {
  private final Network network;
  private final float[] weights;
  private final int width;
  private final boolean sparse;

  /**
   * @param sparse whether training rows were sparse
   */
  Scorer(NetworkSpec network, float[] weights, boolean sparse) {
    this.network = new Network(network);
    this.weights = weights;
    this.width = this.network.inputWidth();
    this.sparse = sparse;
  }

  /** Numbers that a row has in the result. */
  int outputs() {
    return network.outputShape(0).size();
  }

  /**
   * What the last layer puts out, [rows, outputs], logits where the loss takes them; overwritten by
   * the next call.
   *
   * @throws UserInputException naming a row's value that is no number, or its size
   */
  float[] score(List<Vector> rows) {
    rows.forEach(this::check);
    var batch = new Batch(rows.size(), width, 0, sparse);
    if (sparse) {
      fillSparse(rows, batch);
    } else {
      fillDense(rows, batch);
    }
    batch.rows(rows.size());
    try {
      network.forward(weights, batch, Pass.EVALUATION, UnitGate.OPEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("prediction was interrupted", e);
    }
    return network.output(0);
  }

  private void check(Vector row) {
    if (row == null) {
      throw new UserInputException("a row has no features (expected: " + width + " numbers)");
    }
    if (row.size() != width) {
      throw new UserInputException(
          "a row has " + row.size() + " features (expected: " + width + ", as in training)");
    }
    double[] numbers = row instanceof SparseVector vector ? vector.values() : row.toArray();
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new UserInputException(
            "a row has the feature " + number + " (expected: a number that is finite)");
      }
      if (!Float.isFinite((float) number)) {
        throw new UserInputException(
            "a row has the feature "
                + number
                + " (expected: a number within 3.4e38, the reach of float32)");
      }
    }
  }

  private void fillDense(List<Vector> rows, Batch batch) {
    float[] values = batch.values();
    for (int row = 0; row < rows.size(); row++) {
      int from = row * width;
      if (rows.get(row) instanceof SparseVector vector) {
        int[] indices = vector.indices();
        double[] stored = vector.values();
        for (int i = 0; i < indices.length; i++) {
          values[from + indices[i]] = (float) stored[i];
        }
      } else {
        double[] numbers = rows.get(row).toArray();
        for (int i = 0; i < width; i++) {
          values[from + i] = (float) numbers[i];
        }
      }
    }
  }

  private static void fillSparse(List<Vector> rows, Batch batch) {
    List<SparseVector> vectors = rows.stream().map(Vector::toSparse).toList();
    batch.reserve(vectors.stream().mapToInt(vector -> vector.indices().length).sum());
    batch.rowStart()[0] = 0;
    for (int row = 0; row < vectors.size(); row++) {
      int at = batch.rowStart()[row];
      int[] indices = vectors.get(row).indices();
      double[] stored = vectors.get(row).values();
      for (int i = 0; i < indices.length; i++) {
        batch.columns()[at + i] = indices[i];
        batch.values()[at + i] = (float) stored[i];
      }
      batch.rowStart()[row + 1] = at + indices.length;
    }
  }
}
