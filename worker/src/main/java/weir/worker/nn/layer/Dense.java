package weir.worker.nn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.proto.partition.RangePartition;
import weir.tensor.Blas;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.tensor.SparseKernels;
import weir.worker.data.Batch;
import weir.worker.nn.activation.Activation;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.DenseSpec;

/**
 * {@code y = activation(x Wᵀ + b)} on the last axis: x [features] or [steps, features], W [units,
 * features], b [units], y [units] or [steps, units]. A sequence's steps are rows of one product.
 */
final class Dense implements Layer {
  private static final int WEIGHT = 0;
  private static final int BIAS = 1;
  private static final int PANEL_FLOATS = 4 * RangePartition.CHUNK;
  private static final int MOST_PANELS = 8;

  private final DenseSpec spec;
  private final Activation activation;
  private final Blas blas;
  private final Shape output;
  private final int features;
  private final int units;
  private final int rowsPerSample;
  private final int panel;

  Dense(DenseSpec spec, Shape input, Blas blas) {
    if (input.rank() < 1 || input.rank() > 2) {
      throw new IllegalArgumentException(
          "dense got " + input + " (expected: [features] or [steps, features]); flatten it first");
    }
    this.spec = spec;
    this.blas = blas;
    activation = new Activation(spec.activation());
    units = spec.units();
    features = input.extent(input.rank() - 1);
    panel = panel(units, features);
    rowsPerSample = input.size() / features;
    output = input.rank() == 1 ? new Shape(units) : new Shape(rowsPerSample, units);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public List<Parameter> parameters() {
    Shape weight = new Shape(units, features);
    Fans fans = Fans.of(weight);
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("weight", weight, fans, spec.weights()));
    if (spec.useBias()) {
      parameters.add(new Parameter("bias", new Shape(units), fans, spec.bias()));
    }
    return parameters;
  }

  @Override
  public int[] buffers() {
    return activation.needsInput() ? new int[] {output.size()} : new int[0];
  }

  @Override
  public boolean acceptsSparse() {
    return rowsPerSample == 1;
  }

  @Override
  public boolean keepsSteps() {
    return true;
  }

  @Override
  public void forward(LayerPass pass) {
    int rows = pass.rows() * rowsPerSample;
    float[] sums = sums(pass);
    multiply(pass, rows, sums);
    if (spec.useBias() && !activation.needsInput()) {
      activation.forwardWithBias(sums, rows, units, pass.weights(), pass.offset(BIAS));
      return;
    }
    if (spec.useBias()) {
      Kernels.addBias(sums, 0, rows, units, pass.weights(), pass.offset(BIAS));
    }
    activation.forward(sums, pass.output(), rows, units);
  }

  @Override
  public void backward(LayerPass pass) {
    int rows = pass.rows() * rowsPerSample;
    activation.backward(sums(pass), pass.output(), pass.delta(), rows, units);
    if (pass.inputDelta(0) != null) {
      inputDelta(pass, rows);
    }
  }

  @Override
  public void parameterGradient(LayerPass pass) throws InterruptedException {
    int rows = pass.rows() * rowsPerSample;
    if (pass.sparse() == null) {
      weightGradient(pass, rows);
    } else {
      sparseWeightGradient(pass);
    }
    if (spec.useBias()) {
      biasGradient(pass, rows);
    }
  }

  /** x Wᵀ + b: kept apart from the output only when the activation's derivative needs it. */
  private float[] sums(LayerPass pass) {
    return activation.needsInput() ? pass.buffer(0) : pass.output();
  }

  private void multiply(LayerPass pass, int rows, float[] y) {
    int weight = pass.offset(WEIGHT);
    if (pass.sparse() != null) {
      multiplySparse(pass.sparse(), pass.weights(), weight, y);
      return;
    }
    blas.sgemm(
        false,
        true,
        rows,
        units,
        features,
        1,
        pass.input(0),
        0,
        features,
        pass.weights(),
        weight,
        features,
        0,
        y,
        0,
        units);
  }

  private void multiplySparse(Batch x, float[] weights, int weight, float[] y) {
    SparseKernels.multiply(
        x.rows(), x.rowStart(), x.columns(), x.values(), weights, weight, features, units, y, 0);
  }

  private void sparseWeightGradient(LayerPass pass) {
    Batch x = pass.sparse();
    int weight = pass.offset(WEIGHT);
    if (!pass.accumulate()) {
      Arrays.fill(pass.gradient(), weight, weight + units * features, 0);
    }
    SparseKernels.addWeightGradient(
        x.rows(),
        x.rowStart(),
        x.columns(),
        x.values(),
        pass.delta(),
        0,
        features,
        units,
        pass.gradient(),
        weight);
  }

  private void inputDelta(LayerPass pass, int rows) {
    blas.sgemm(
        false,
        false,
        rows,
        features,
        units,
        1,
        pass.delta(),
        0,
        units,
        pass.weights(),
        pass.offset(WEIGHT),
        features,
        0,
        pass.inputDelta(0),
        0,
        features);
  }

  /** Panel by panel, so that the servers work on the first one while the next is computed. */
  private void weightGradient(LayerPass pass, int rows) throws InterruptedException {
    for (int unit = 0; unit < units; unit += panel) {
      int count = Math.min(panel, units - unit);
      int weight = pass.offset(WEIGHT) + unit * features;
      blas.sgemm(
          true,
          false,
          count,
          features,
          rows,
          1,
          pass.delta(),
          unit,
          units,
          pass.input(0),
          0,
          features,
          pass.accumulate() ? 1 : 0,
          pass.gradient(),
          weight,
          features);
      pass.ready(weight + count * features);
    }
  }

  /** Units of a panel: few panels, each worth a few chunks, as every one packs the input anew. */
  private static int panel(int units, int features) {
    long panels = Math.min(MOST_PANELS, 1 + (long) units * features / PANEL_FLOATS);
    return Math.max(1, (int) ((units + panels - 1) / panels));
  }

  private void biasGradient(LayerPass pass, int rows) {
    int bias = pass.offset(BIAS);
    if (!pass.accumulate()) {
      Arrays.fill(pass.gradient(), bias, bias + units, 0);
    }
    Kernels.addColumnSums(pass.delta(), 0, rows, units, pass.gradient(), bias);
  }
}
