package weir.worker.nn.layer;

import java.util.Arrays;
import java.util.List;
import weir.proto.partition.Segment;
import weir.tensor.Kernels;
import weir.tensor.Shape;
import weir.worker.nn.initialize.Fans;
import weir.worker.nn.spec.EmbeddingSpec;

/** {@code y[step] = weight[x[step]]}: x [steps] whole numbers, weight [vocabulary, units]. */
final class Embedding implements Layer {
  private static final int WEIGHT = 0;

  private final EmbeddingSpec spec;
  private final int steps;
  private final int units;
  private final StepMask mask;

  Embedding(EmbeddingSpec spec, Shape input) {
    if (input.rank() != 1) {
      throw new IllegalArgumentException(
          "embedding got " + input + " (expected: [steps] of token ids)");
    }
    this.spec = spec;
    steps = input.extent(0);
    units = spec.units();
    mask = spec.padding() == EmbeddingSpec.NO_PADDING ? null : new StepMask(steps);
  }

  @Override
  public Shape output() {
    return new Shape(steps, units);
  }

  @Override
  public List<Parameter> parameters() {
    Shape weight = new Shape(spec.vocabulary(), units);
    Segment.Rule rule = touchedRowsPerSample() > 0 ? Segment.Rule.SPARSE : Segment.Rule.OPTIMIZE;
    return List.of(new Parameter("weight", weight, Fans.of(weight), spec.weights(), rule));
  }

  @Override
  public StepMask mask() {
    return mask;
  }

  @Override
  public int touchedRowsPerSample() {
    return spec.gradient() == EmbeddingSpec.Gradient.SPARSE ? steps : 0;
  }

  @Override
  public void touch(LayerPass pass) {
    float[] ids = pass.input(0);
    for (int i = 0; i < pass.rows() * steps; i++) {
      int id = id(ids[i]);
      if (id != spec.padding()) {
        pass.touched().add(id);
      }
    }
  }

  @Override
  public void forward(LayerPass pass) {
    float[] ids = pass.input(0);
    int weight = pass.offset(WEIGHT);
    TouchedRows touched = pass.touched();
    if (mask != null) {
      mask.clear(pass.rows());
    }
    for (int i = 0; i < pass.rows() * steps; i++) {
      int id = id(ids[i]);
      if (id == spec.padding()) {
        mask.pad(i / steps, i % steps);
        Arrays.fill(pass.output(), i * units, (i + 1) * units, 0);
      } else {
        int from = weight + place(id, touched) * units;
        System.arraycopy(pass.weights(), from, pass.output(), i * units, units);
      }
    }
  }

  /** Ids are whole numbers: nothing flows back through them. */
  @Override
  public void backward(LayerPass pass) {
    if (pass.inputDelta(0) != null) {
      Arrays.fill(pass.inputDelta(0), 0, pass.rows() * steps, 0);
    }
  }

  /** An id that occurs again adds to its row, in the order of rows and steps. */
  @Override
  public void parameterGradient(LayerPass pass) {
    float[] ids = pass.input(0);
    int weight = pass.offset(WEIGHT);
    TouchedRows touched = pass.touched();
    if (!pass.accumulate()) {
      int rows = touched == null ? spec.vocabulary() : touched.count();
      Arrays.fill(pass.gradient(), weight, weight + rows * units, 0);
    }
    for (int i = 0; i < pass.rows() * steps; i++) {
      int id = (int) ids[i];
      if (id != spec.padding()) {
        int to = weight + place(id, touched) * units;
        Kernels.add(pass.delta(), i * units, pass.gradient(), to, units);
      }
    }
  }

  /** Which of the rows in the vectors an id is. */
  private static int place(int id, TouchedRows touched) {
    return touched == null ? id : touched.place(id);
  }

  private int id(float value) {
    int id = (int) value;
    if (id != value || id < 0 || id >= spec.vocabulary()) {
      throw new InputValueException(
          "token id "
              + (id == value ? String.valueOf(id) : String.valueOf(value))
              + " (expected: a whole number from 0 to "
              + (spec.vocabulary() - 1)
              + ", as vocabulary="
              + spec.vocabulary()
              + "); set embedding.vocabulary or check the data");
    }
    return id;
  }
}
