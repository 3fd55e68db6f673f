package weir.worker.nn;

import java.util.Arrays;
import java.util.Objects;
import weir.tensor.Kernels;
import weir.tensor.RandomStream;
import weir.tensor.Shape;
import weir.worker.data.Batch;
import weir.worker.nn.layer.InputValueException;
import weir.worker.nn.layer.Layer;
import weir.worker.nn.layer.LayerPass;
import weir.worker.nn.layer.Pass;
import weir.worker.nn.layer.StepMask;
import weir.worker.nn.layer.TouchedRows;

/** A layer in its network, with the buffers it works on. */
final class Node implements LayerPass {
  /** Keeps what layers draw apart from all other random numbers of a seed. */
  private static final long LAYERS = 0x6c61796572L << 24;

  final String name;
  final Layer layer;

  /** Ordinal among the layers with parameters; −1 without any. */
  final int unit;

  /** One past its parameters in the flat vector. */
  final int end;

  /** Where its inputs come from; a network input where {@link Source#node()} is null. */
  final Source[] sources;

  /** True when it has parameters of which not all are frozen: their gradient is needed. */
  final boolean learns;

  /** True when something before it, or itself, learns: its delta is needed. */
  final boolean trains;

  /** The rows of its sparse table that are in the vectors; null: it has none, or all are. */
  final TouchedRows touched;

  /** Floats per sample of the longest array that it works on. */
  final int longest;

  /** Floats per sample of all arrays that grow with the micro-batch, as far as it has them. */
  final long trained;

  private final long stream;
  private final int[] offsets;
  private final int size;
  private final StepMask inputMask;
  private final StepMask outputMask;
  private final float[][] buffers;
  private final float[][] inputDeltas;
  private final float[][] addends;
  private float[] outputBuffer = new float[0];
  private float[] output = outputBuffer;
  private float[] delta = new float[0];
  private Step step;
  private boolean deltaWritten;

  /**
   * Where a layer's parameters lie in the flat vector.
   *
   * @param unit −1 without any
   * @param end one past the last of them
   * @param learns not all of them are frozen
   * @param touched the rows that are there of a sparse table; null otherwise
   */
  record Place(int unit, int[] offsets, int end, boolean learns, TouchedRows touched) {}

  /**
   * A layer whose buffers are empty.
   *
   * @param ordinal position in the network: no two layers draw the same random numbers
   */
  Node(String name, int ordinal, Layer layer, Source[] sources, Place place) {
    this.name = name;
    this.layer = layer;
    this.unit = place.unit();
    this.end = place.end();
    this.learns = place.learns();
    this.sources = sources;
    this.offsets = place.offsets();
    this.touched = place.touched();
    stream = LAYERS + ordinal;
    size = layer.output().size();
    longest = Math.max(size, Arrays.stream(layer.buffers()).max().orElse(0));
    buffers = new float[layer.buffers().length][0];
    inputDeltas = new float[sources.length][];
    addends = new float[sources.length][0];
    boolean below = false;
    for (Source source : sources) {
      below |= source.node() != null && source.node().trains;
    }
    trains = below || learns;
    trained = (trains ? 2L : 1L) * size + Arrays.stream(layer.buffers()).asLongStream().sum();
    inputMask =
        Arrays.stream(sources).map(Source::mask).filter(Objects::nonNull).findFirst().orElse(null);
    outputMask = layer.keepsSteps() ? inputMask : layer.mask();
  }

  /** The steps of its output that may be padded; null: none ever are. */
  StepMask outputMask() {
    return outputMask;
  }

  Shape shape() {
    return layer.output();
  }

  /** Floats of one row of the output as losses see it. */
  int rowWidth() {
    Shape shape = shape();
    return shape.extent(shape.rank() - 1);
  }

  /** Adds the rows of its sparse table that the samples look up. */
  void touch(Step current) {
    step = current;
    try {
      layer.touch(this);
    } catch (InputValueException e) {
      throw e.in(name);
    }
  }

  /** Lends the buffers, grown to the largest micro-batch seen. */
  void forward(Step current) {
    step = current;
    deltaWritten = false;
    int length = current.rows() * size;
    if (outputBuffer.length < length) {
      outputBuffer = new float[length];
    }
    output = outputBuffer;
    int[] perSample = layer.buffers();
    for (int i = 0; i < buffers.length; i++) {
      if (buffers[i].length < current.rows() * perSample[i]) {
        buffers[i] = new float[current.rows() * perSample[i]];
      }
    }
    try {
      layer.forward(this);
    } catch (InputValueException e) {
      throw e.in(name);
    }
  }

  /** The gradient array that a consumer or the loss may overwrite: the first one writes. */
  float[] claimDelta() {
    int length = step.rows() * size;
    if (delta.length < length) {
      delta = new float[length];
    }
    deltaWritten = true;
    return delta;
  }

  boolean deltaWritten() {
    return deltaWritten;
  }

  int length() {
    return step.rows() * size;
  }

  /** The first reader of an input writes its delta, later ones add theirs afterwards. */
  void lendInputDelta(int index) {
    Node before = sources[index].node();
    if (before == null || !before.trains) {
      return;
    }
    if (!before.deltaWritten) {
      inputDeltas[index] = before.claimDelta();
      return;
    }
    if (addends[index].length < before.length()) {
      addends[index] = new float[before.length()];
    }
    inputDeltas[index] = addends[index];
  }

  void returnInputDelta(int index) {
    if (inputDeltas[index] != null && inputDeltas[index] == addends[index]) {
      Node before = sources[index].node();
      Kernels.add(addends[index], 0, before.delta, 0, before.length());
    }
  }

  @Override
  public int rows() {
    return step.rows();
  }

  @Override
  public Pass pass() {
    return step.pass();
  }

  @Override
  public RandomStream random() {
    return step.pass().random(stream);
  }

  @Override
  public float[] input(int index) {
    return sources[index].values(step);
  }

  @Override
  public Batch sparse() {
    return sources[0].node() == null && step.batch().sparse() ? step.batch() : null;
  }

  @Override
  public StepMask mask() {
    return inputMask != null && inputMask.any() ? inputMask : null;
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
    return step.lossWeight();
  }

  @Override
  public float[] delta() {
    return delta;
  }

  @Override
  public float[] inputDelta(int index) {
    return inputDeltas[index];
  }

  @Override
  public float[] buffer(int index) {
    return buffers[index];
  }

  @Override
  public float[] weights() {
    return step.weights();
  }

  @Override
  public float[] gradient() {
    return step.gradient();
  }

  @Override
  public int offset(int parameter) {
    return touched == null ? offsets[parameter] : touched.offset();
  }

  @Override
  public TouchedRows touched() {
    return touched;
  }

  @Override
  public void ready(int position) throws InterruptedException {
    // That the last of it is final is said once, by the network.
    if (position < end) {
      step.ready().ready(unit, position);
    }
  }

  /** The whole unit's gradient is final. */
  void allReady() throws InterruptedException {
    step.ready().ready(unit, end);
  }

  @Override
  public boolean accumulate() {
    return step.accumulate();
  }
}
