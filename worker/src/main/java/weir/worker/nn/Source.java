package weir.worker.nn;

import weir.tensor.Shape;
import weir.worker.nn.layer.StepMask;

/** Where a layer's input comes from: a node, or columns of the rows of data. */
final class Source {
  private final Node node;
  private final Shape shape;
  private final int firstColumn;
  private float[] columns = new float[0];

  private Source(Node node, Shape shape, int firstColumn) {
    this.node = node;
    this.shape = shape;
    this.firstColumn = firstColumn;
  }

  static Source node(Node node) {
    return new Source(node, node.shape(), 0);
  }

  static Source input(Shape shape, int firstColumn) {
    return new Source(null, shape, firstColumn);
  }

  /** Null for an input of the network. */
  Node node() {
    return node;
  }

  /** The padded steps of what it holds; null: it has none. */
  StepMask mask() {
    return node == null ? null : node.outputMask();
  }

  Shape shape() {
    return shape;
  }

  /** [rows, shape]; null for sparse data. */
  float[] values(Step step) {
    if (node != null) {
      return node.output();
    }
    if (step.batch().sparse()) {
      return null;
    }
    return step.batch().width() == shape.size() ? step.batch().values() : columns;
  }

  /** Copies this input's columns out of the rows where they are not the whole row. */
  void load(Step step) {
    int width = step.batch().width();
    int size = shape.size();
    if (node != null || step.batch().sparse() || width == size) {
      return;
    }
    if (columns.length < step.rows() * size) {
      columns = new float[step.rows() * size];
    }
    for (int row = 0; row < step.rows(); row++) {
      System.arraycopy(step.batch().values(), row * width + firstColumn, columns, row * size, size);
    }
  }
}
