package weir.worker.nn;

import java.util.Arrays;
import java.util.Random;
import weir.worker.data.Batch;

/** Batches for tests of networks. */
final class Batches {
  private Batches() {}

  /** Normal values; targets are classes when {@code classes} is positive, else normal. */
  static Batch dense(Random random, int rows, int width, int targetWidth, int classes) {
    Batch batch = new Batch(rows, width, targetWidth, false);
    for (int i = 0; i < rows * width; i++) {
      batch.values()[i] = (float) random.nextGaussian();
    }
    for (int i = 0; i < rows * targetWidth; i++) {
      batch.targets()[i] = classes > 0 ? random.nextInt(classes) : (float) random.nextGaussian();
    }
    batch.rows(rows);
    return batch;
  }

  /** Sets about two of three values to zero. */
  static void thin(Random random, Batch batch) {
    for (int i = 0; i < batch.rows() * batch.width(); i++) {
      if (random.nextInt(3) > 0) {
        batch.values()[i] = 0;
      }
    }
  }

  /** The same rows as CSR. */
  static Batch sparse(Batch dense) {
    Batch batch = new Batch(dense.rows(), dense.width(), dense.targetWidth(), true);
    batch.reserve(dense.rows() * dense.width());
    int stored = 0;
    for (int row = 0; row < dense.rows(); row++) {
      batch.rowStart()[row] = stored;
      for (int column = 0; column < dense.width(); column++) {
        float value = dense.values()[row * dense.width() + column];
        if (value != 0) {
          batch.columns()[stored] = column;
          batch.values()[stored++] = value;
        }
      }
    }
    batch.rowStart()[dense.rows()] = stored;
    System.arraycopy(dense.targets(), 0, batch.targets(), 0, dense.rows() * dense.targetWidth());
    batch.rows(dense.rows());
    return batch;
  }

  /** Some of the rows of a dense batch. */
  static Batch rows(Batch dense, int from, int to) {
    int width = dense.width();
    int targetWidth = dense.targetWidth();
    Batch batch = new Batch(to - from, width, targetWidth, false);
    float[] values = Arrays.copyOfRange(dense.values(), from * width, to * width);
    System.arraycopy(values, 0, batch.values(), 0, values.length);
    float[] targets = Arrays.copyOfRange(dense.targets(), from * targetWidth, to * targetWidth);
    System.arraycopy(targets, 0, batch.targets(), 0, targets.length);
    batch.rows(to - from);
    return batch;
  }
}
