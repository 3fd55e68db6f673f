package weir.worker.nn.layer;

import java.util.List;
import weir.proto.partition.Segment;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.BatchNormSpec;
import weir.worker.nn.spec.InitializerSpec;

/**
 * Batch normalisation of each channel, the last axis, over all places of a micro-batch. Inside,
 * places are worked on a line at a time ({@link ChannelSums}), what belongs to a channel repeated
 * along it. Nothing is kept for each place: x̂ = (x − mean) · inverse is cheaper computed again
 * than read.
 */
final class BatchNorm implements Layer {
  private static final int WEIGHT = 0;
  private static final int BIAS = 1;
  private static final int RUNNING_MEAN = 2;
  private static final int RUNNING_VARIANCE = 3;

  private final BatchNormSpec spec;
  private final Shape shape;
  private final int channels;
  private final int placesPerSample;
  private final ChannelSums sums;
  private final ChannelSums products;

  /** Of the micro-batch, biased; in evaluation the running ones. */
  private final double[] means;

  private final double[] variances;

  /** The gradients of weight and bias of this micro-batch. */
  private final double[] weightGradient;

  private final double[] biasGradient;

  // Repeated along a line.
  private final float[] mean;
  private final float[] scale;
  private final float[] shift;
  private final float[] slope;

  BatchNorm(BatchNormSpec spec, Shape input) {
    this.spec = spec;
    shape = input;
    channels = input.extent(input.rank() - 1);
    placesPerSample = input.size() / channels;
    sums = new ChannelSums(channels);
    products = new ChannelSums(channels);
    means = new double[channels];
    variances = new double[channels];
    weightGradient = new double[channels];
    biasGradient = new double[channels];
    int line = ChannelSums.lineWidth(channels);
    mean = new float[line];
    scale = new float[line];
    shift = new float[line];
    slope = new float[line];
  }

  @Override
  public Shape output() {
    return shape;
  }

  /** A variance needs two values. */
  @Override
  public int leastRows() {
    return placesPerSample > 1 ? 1 : 2;
  }

  @Override
  public List<Parameter> parameters() {
    Shape one = new Shape(channels);
    Fans fans = new Fans(channels, channels);
    InitializerSpec ones = new InitializerSpec.Constant(1);
    return List.of(
        new Parameter("weight", one, fans, ones),
        new Parameter("bias", one, fans, InitializerSpec.ZEROS),
        new Parameter("running_mean", one, fans, InitializerSpec.ZEROS, Segment.Rule.AVERAGE),
        new Parameter("running_var", one, fans, ones, Segment.Rule.AVERAGE));
  }

  @Override
  public void forward(LayerPass pass) {
    if (pass.pass().training()) {
      measure(pass.input(0), pass.rows());
    } else {
      recall(pass);
    }
    for (int channel = 0; channel < channels; channel++) {
      double inverse = 1 / Math.sqrt(variances[channel] + spec.epsilon());
      scale[channel] = (float) (inverse * pass.weights()[pass.offset(WEIGHT) + channel]);
      shift[channel] = pass.weights()[pass.offset(BIAS) + channel];
    }
    repeat(scale);
    repeat(shift);
    int floats = pass.rows() * shape.size();
    for (int at = 0; at < floats; at += mean.length) {
      normalize(pass.input(0), pass.output(), at, Math.min(mean.length, floats - at));
    }
  }

  /** Mean and biased variance of the micro-batch, the second about the first. */
  private void measure(float[] x, int rows) {
    int places = rows * placesPerSample;
    if (rows < leastRows()) {
      throw new InputValueException(
          "batchNorm got 1 value a feature from 1 row of "
              + shape
              + " (expected: at least 2 to take a variance of); set train.batchSize higher,"
              + " train.virtualWorkers or train.accumulate lower");
    }
    int floats = rows * shape.size();
    // About the first place: far from zero, sums of the values themselves would lose digits.
    System.arraycopy(x, 0, mean, 0, channels);
    repeat(mean);
    sums.begin();
    for (int at = 0; at < floats; at += mean.length) {
      addCentred(x, at, sums.line(), Math.min(mean.length, floats - at));
    }
    double[] totals = sums.finish();
    for (int channel = 0; channel < channels; channel++) {
      means[channel] = mean[channel] + totals[channel] / places;
      mean[channel] = (float) means[channel];
    }
    repeat(mean);
    products.begin();
    for (int at = 0; at < floats; at += mean.length) {
      addSquares(x, at, products.line(), Math.min(mean.length, floats - at));
    }
    totals = products.finish();
    for (int channel = 0; channel < channels; channel++) {
      variances[channel] = totals[channel] / places;
    }
  }

  private void recall(LayerPass pass) {
    for (int channel = 0; channel < channels; channel++) {
      mean[channel] = pass.weights()[pass.offset(RUNNING_MEAN) + channel];
      variances[channel] = pass.weights()[pass.offset(RUNNING_VARIANCE) + channel];
    }
    repeat(mean);
  }

  private void addCentred(float[] x, int at, float[] centred, int length) {
    for (int i = 0; i < length; i++) {
      centred[i] += x[at + i] - mean[i];
    }
  }

  private void addSquares(float[] x, int at, float[] squares, int length) {
    for (int i = 0; i < length; i++) {
      float centred = x[at + i] - mean[i];
      squares[i] += centred * centred;
    }
  }

  private void normalize(float[] x, float[] y, int at, int length) {
    for (int i = 0; i < length; i++) {
      y[at + i] = (x[at + i] - mean[i]) * scale[i] + shift[i];
    }
  }

  /**
   * With n places: {@code scale · (delta − mean(delta) − x̂ · mean(delta · x̂))}; in evaluation,
   * where mean and variance are constants, {@code scale · delta}.
   */
  @Override
  public void backward(LayerPass pass) {
    float[] x = pass.input(0);
    int floats = pass.rows() * shape.size();
    sums.begin();
    products.begin();
    for (int at = 0; at < floats; at += mean.length) {
      addDeltas(x, pass.delta(), at, Math.min(mean.length, floats - at));
    }
    double[] deltas = sums.finish();
    double[] centred = products.finish();
    double share = pass.pass().training() ? 1.0 / (pass.rows() * placesPerSample) : 0;
    for (int channel = 0; channel < channels; channel++) {
      double inverse = 1 / Math.sqrt(variances[channel] + spec.epsilon());
      weightGradient[channel] = inverse * centred[channel];
      biasGradient[channel] = deltas[channel];
      shift[channel] = (float) (deltas[channel] * share);
      slope[channel] = (float) (inverse * inverse * centred[channel] * share);
    }
    if (pass.inputDelta(0) != null) {
      repeat(shift);
      repeat(slope);
      for (int at = 0; at < floats; at += mean.length) {
        inputDelta(pass, at, Math.min(mean.length, floats - at));
      }
    }
  }

  private void addDeltas(float[] x, float[] delta, int at, int length) {
    float[] plain = sums.line();
    float[] centred = products.line();
    for (int i = 0; i < length; i++) {
      plain[i] += delta[at + i];
      centred[i] += delta[at + i] * (x[at + i] - mean[i]);
    }
  }

  private void inputDelta(LayerPass pass, int at, int length) {
    float[] x = pass.input(0);
    float[] delta = pass.delta();
    float[] inputDelta = pass.inputDelta(0);
    for (int i = 0; i < length; i++) {
      float fluctuation = delta[at + i] - shift[i] - (x[at + i] - mean[i]) * slope[i];
      inputDelta[at + i] = scale[i] * fluctuation;
    }
  }

  @Override
  public void parameterGradient(LayerPass pass) {
    double places = pass.rows() * placesPerSample;
    for (int channel = 0; channel < channels; channel++) {
      write(pass, WEIGHT, channel, weightGradient[channel]);
      write(pass, BIAS, channel, biasGradient[channel]);
      contribute(pass, RUNNING_MEAN, channel, means[channel]);
      contribute(pass, RUNNING_VARIANCE, channel, variances[channel] * places / (places - 1));
    }
  }

  /** The new value of a running statistic, as often as the micro-batch counts. */
  private void contribute(LayerPass pass, int statistic, int channel, double fresh) {
    double running = pass.weights()[pass.offset(statistic) + channel];
    double momentum = pass.pass().training() ? spec.momentum() : 0;
    double next = (1 - momentum) * running + momentum * fresh;
    write(pass, statistic, channel, pass.lossWeight() * next);
  }

  private static void write(LayerPass pass, int parameter, int channel, double value) {
    int at = pass.offset(parameter) + channel;
    pass.gradient()[at] = (pass.accumulate() ? pass.gradient()[at] : 0) + (float) value;
  }

  /** The first place of a line to all others. */
  private void repeat(float[] line) {
    for (int at = channels; at < line.length; at += channels) {
      System.arraycopy(line, 0, line, at, channels);
    }
  }
}
