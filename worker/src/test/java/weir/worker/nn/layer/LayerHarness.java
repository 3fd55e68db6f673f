package weir.worker.nn.layer;

import java.util.List;
import weir.tensor.RandomStream;
import weir.worker.data.Batch;

/** Drives one layer with arrays of a golden case. */
final class LayerHarness implements LayerPass {
  private final Layer layer;
  private final int rows;
  private final Pass pass;
  private final List<float[]> inputs;
  private final List<float[]> inputDeltas;
  private final float[] weights;
  private final float[] gradient;
  private final float[][] buffers;
  private float[] output;
  private float[] delta;

  LayerHarness(Layer layer, int rows, float[] input, float[] weights) {
    this(layer, rows, input, weights, new Pass(true, 1, 0, 0, 0));
  }

  LayerHarness(Layer layer, int rows, float[] input, float[] weights, Pass pass) {
    this(layer, rows, List.of(input), weights, pass);
  }

  LayerHarness(Layer layer, int rows, List<float[]> inputs, float[] weights, Pass pass) {
    this.layer = layer;
    this.rows = rows;
    this.pass = pass;
    this.inputs = inputs;
    this.weights = weights;
    inputDeltas = inputs.stream().map(input -> new float[input.length]).toList();
    gradient = new float[weights.length];
    java.util.Arrays.fill(gradient, Float.NaN);
    output = new float[rows * layer.output().size()];
    int[] perSample = layer.buffers();
    buffers = new float[perSample.length][];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = new float[rows * perSample[i]];
    }
  }

  void run(float[] outputDelta) throws InterruptedException {
    layer.forward(this);
    delta = outputDelta.clone();
    layer.backward(this);
    layer.parameterGradient(this);
  }

  float[] inputDelta() {
    return inputDelta(0);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public Pass pass() {
    return pass;
  }

  @Override
  public RandomStream random() {
    return pass.random(1);
  }

  @Override
  public float[] input(int index) {
    return inputs.get(index);
  }

  @Override
  public Batch sparse() {
    return null;
  }

  @Override
  public StepMask mask() {
    return null;
  }

  @Override
  public float[] output() {
    return output;
  }

  @Override
  public void output(float[] array) {
    output = array;
  }

  @Override
  public double lossWeight() {
    return rows;
  }

  @Override
  public float[] delta() {
    return delta;
  }

  @Override
  public float[] inputDelta(int index) {
    return inputDeltas.get(index);
  }

  @Override
  public float[] buffer(int index) {
    return buffers[index];
  }

  @Override
  public float[] weights() {
    return weights;
  }

  @Override
  public float[] gradient() {
    return gradient;
  }

  @Override
  public int offset(int parameter) {
    int offset = 0;
    for (int i = 0; i < parameter; i++) {
      offset += layer.parameters().get(i).shape().size();
    }
    return offset;
  }

  @Override
  public void ready(int end) {}

  @Override
  public boolean accumulate() {
    return false;
  }
}
