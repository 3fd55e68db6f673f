package weir.worker.nn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.tensor.Blas;
import weir.tensor.Shape;
import weir.worker.nn.activation.Activation;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.ConvolutionSpec;

/**
 * {@code y = activation(x ⋆ W + b)}: images [height, width, channels] to [height, width, filters],
 * sequences [steps, features] to [steps, filters]. Stored weights [filters, channels / groups,
 * height, width], without height for sequences; inside, channels are last.
 */
final class Convolution implements Layer {
  private static final int WEIGHT = 0;
  private static final int BIAS = 1;

  private final ConvolutionSpec spec;
  private final Activation activation;
  private final Window window;
  private final Correlation correlation;
  private final KernelLayout layout;
  private final LineBias bias;
  private final Shape output;

  Convolution(ConvolutionSpec spec, Shape input, Blas blas) {
    this.spec = spec;
    if (input.rank() != spec.dimensions() + 1) {
      throw new IllegalArgumentException(
          spec.name()
              + " got "
              + input
              + (spec.dimensions() == 2
                  ? " (expected: [height, width, channels]); set model.input or reshape it first"
                  : " (expected: [steps, features]); set model.input or reshape it first"));
    }
    window = new Window(spec.name(), spec.window(), input);
    if (window.channels % spec.groups() != 0) {
      throw new IllegalArgumentException(
          spec.name()
              + " got "
              + input
              + " (expected: channels in "
              + spec.groups()
              + " equal groups); set "
              + spec.name()
              + ".groups");
    }
    activation = new Activation(spec.activation());
    output = window.output(spec.filters());
    int depth = window.channels / spec.groups();
    boolean depthwise = depth == 1 && spec.filters() == window.channels && depth < window.channels;
    correlation = correlation(depthwise, blas);
    layout =
        new KernelLayout(
            spec.filters() * window.cells() * depth,
            depthwise ? window.channels : depth,
            window.cells());
    bias = new LineBias(window.outWidth, spec.filters());
  }

  private Correlation correlation(boolean depthwise, Blas blas) {
    if (depthwise) {
      return new DepthwiseCorrelation(window);
    }
    if (window.single()) {
      return new PointCorrelation(window, spec.groups(), spec.filters(), blas);
    }
    if (window.channels == 1) {
      return new PlaneCorrelation(window, spec.filters(), blas);
    }
    return WinogradCorrelation.suits(window, spec.groups(), spec.filters())
        ? new WinogradCorrelation(window, spec.filters(), blas)
        : new MatrixCorrelation(window, spec.groups(), spec.filters(), blas);
  }

  @Override
  public Shape output() {
    return output;
  }

  @Override
  public List<Parameter> parameters() {
    int depth = window.channels / spec.groups();
    Shape weight =
        spec.dimensions() == 2
            ? new Shape(spec.filters(), depth, window.kernelHeight, window.kernelWidth)
            : new Shape(spec.filters(), depth, window.kernelWidth);
    Fans fans = Fans.of(weight);
    List<Parameter> parameters = new ArrayList<>();
    parameters.add(new Parameter("weight", weight, fans, spec.weights()));
    if (spec.useBias()) {
      parameters.add(new Parameter("bias", new Shape(spec.filters()), fans, spec.bias()));
    }
    return parameters;
  }

  @Override
  public int[] buffers() {
    return activation.needsInput() ? new int[] {output.size()} : new int[0];
  }

  @Override
  public void forward(LayerPass pass) {
    float[] sums = sums(pass);
    layout.load(pass.weights(), pass.offset(WEIGHT));
    correlation.forward(pass.input(0), pass.rows(), layout.weights(), sums);
    int lines = pass.rows() * window.outHeight;
    if (spec.useBias() && !activation.needsInput() && !spec.outputFunction().alongAxis()) {
      bias.activate(sums, lines, pass.weights(), pass.offset(BIAS), activation);
      return;
    }
    if (spec.useBias()) {
      bias.add(sums, lines, pass.weights(), pass.offset(BIAS));
    }
    activation.forward(sums, pass.output(), lines * window.outWidth, spec.filters());
  }

  @Override
  public void backward(LayerPass pass) {
    int places = pass.rows() * window.outHeight * window.outWidth;
    activation.backward(sums(pass), pass.output(), pass.delta(), places, spec.filters());
    if (pass.inputDelta(0) != null) {
      correlation.inputDelta(pass.delta(), pass.rows(), layout.weights(), pass.inputDelta(0));
    }
  }

  @Override
  public void parameterGradient(LayerPass pass) {
    correlation.weightGradient(pass.input(0), pass.delta(), pass.rows(), layout.gradient());
    layout.store(pass.gradient(), pass.offset(WEIGHT), pass.accumulate());
    if (spec.useBias()) {
      int offset = pass.offset(BIAS);
      if (!pass.accumulate()) {
        Arrays.fill(pass.gradient(), offset, offset + spec.filters(), 0);
      }
      bias.addGradient(pass.delta(), pass.rows() * window.outHeight, pass.gradient(), offset);
    }
  }

  /** x ⋆ W + b: kept apart from the output only when the activation's derivative needs it. */
  private float[] sums(LayerPass pass) {
    return activation.needsInput() ? pass.buffer(0) : pass.output();
  }
}
