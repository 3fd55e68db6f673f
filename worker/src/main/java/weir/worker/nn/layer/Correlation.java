package weir.worker.nn.layer;

/**
 * The sums of a convolution, without bias: y[place, filter] = Σ x[covered] · weight[filter,
 * covered], weights [filters, kernel height, kernel width, channels of a group] unless it says
 * otherwise. Sums run in an order that depends on shapes alone. One thread only.
 */
interface Correlation {

  /** Overwrites y [rows, places, filters] from x [rows, input]. */
  void forward(float[] x, int rows, float[] weights, float[] y);

  /** Overwrites {@code inputDelta} [rows, input] with the gradient with respect to x. */
  void inputDelta(float[] delta, int rows, float[] weights, float[] inputDelta);

  /** Overwrites {@code gradient}, laid out as the weights. */
  void weightGradient(float[] x, float[] delta, int rows, float[] gradient);
}
