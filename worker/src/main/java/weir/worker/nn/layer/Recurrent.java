package weir.worker.nn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import weir.tensor.Blas;
import weir.tensor.Shape;
import weir.worker.nn.spec.RecurrentSpec;
import weir.worker.nn.spec.RecurrentSpec.Cell;
import weir.worker.nn.spec.RecurrentSpec.Returned;

/**
 * One or more recurrences upon another, one or two a layer: x [steps, features] to the last state
 * [units · directions] or to all [steps, units · directions]. Composes {@link Recurrence}s; what
 * flows between them is copied from view to view.
 */
final class Recurrent implements Layer {
  private final RecurrentSpec spec;
  private final int steps;
  private final int features;
  private final int units;
  private final int directions;

  /** Inputs that are initial states. */
  private final int givenStates;

  /** [layer][direction]. */
  private final Recurrence[][] recurrences;

  private final List<Parameter> parameters = new ArrayList<>();
  private final DropoutMask factors;

  /** Of the factors of dropout between the first two layers; one for each further pair. */
  private final int firstMask;

  private final int[] buffers;

  Recurrent(RecurrentSpec spec, List<Shape> inputs, Blas blas) {
    Shape input = inputs.get(0);
    if (input.rank() != 2) {
      throw new IllegalArgumentException(
          name(spec) + " got " + input + " (expected: [steps, features])");
    }
    this.spec = spec;
    steps = input.extent(0);
    features = input.extent(1);
    units = spec.units();
    directions = spec.directions();
    givenStates = inputs.size() - 1;
    checkStates(spec, inputs);
    recurrences = new Recurrence[spec.layers()][directions];
    List<Integer> sizes = new ArrayList<>();
    for (int layer = 0; layer < recurrences.length; layer++) {
      int width = layer == 0 ? features : units * directions;
      for (int direction = 0; direction < directions; direction++) {
        Recurrence recurrence =
            new Recurrence(
                RecurrentCell.of(spec.cell()),
                units,
                new Recurrence.Sequence(steps, width, direction == 1),
                blas,
                parameters.size());
        recurrences[layer][direction] = recurrence;
        parameters.addAll(recurrence.parameters("_l" + layer + (direction == 1 ? "_reverse" : "")));
        recurrence.addBuffers(sizes);
      }
    }
    factors = new DropoutMask(spec.dropout());
    firstMask = sizes.size();
    for (int layer = 1; spec.dropout() > 0 && layer < recurrences.length; layer++) {
      sizes.add(steps * units * directions);
    }
    buffers = sizes.stream().mapToInt(Integer::intValue).toArray();
  }

  private static void checkStates(RecurrentSpec spec, List<Shape> inputs) {
    int states = spec.cell() == Cell.LSTM ? 2 : 1;
    if (inputs.size() != 1 && inputs.size() != 1 + states) {
      throw new IllegalArgumentException(
          name(spec)
              + " got "
              + inputs.size()
              + " inputs (expected: 1, or "
              + (1 + states)
              + " with initial states)");
    }
    Shape expected = new Shape(spec.layers() * spec.directions(), spec.units());
    for (Shape state : inputs.subList(1, inputs.size())) {
      // One row of numbers may be the state: what a layer that returns its last state puts out.
      if (!state.equals(expected) && !state.equals(new Shape(expected.size()))) {
        throw new IllegalArgumentException(
            name(spec) + " got an initial state " + state + " (expected: " + expected + ")");
      }
    }
  }

  private static String name(RecurrentSpec spec) {
    return RecurrentSpec.name(spec.cell());
  }

  @Override
  public Shape output() {
    int width = units * directions;
    return returnsLast() ? new Shape(width) : new Shape(steps, width);
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public int[] buffers() {
    return buffers;
  }

  @Override
  public boolean keepsSteps() {
    return !returnsLast();
  }

  @Override
  public void forward(LayerPass pass) {
    for (int layer = 0; layer < recurrences.length; layer++) {
      if (drops(pass, layer)) {
        draw(pass, layer);
      }
      for (int direction = 0; direction < directions; direction++) {
        Recurrence recurrence = recurrences[layer][direction];
        recurrence.begin(pass);
        for (int kind = 0; kind < givenStates; kind++) {
          given(pass.input(1 + kind), layer, direction)
              .copyTo(recurrence.firstState(kind), extent(pass, 1, units));
        }
        read(pass, layer, recurrence);
        recurrence.forward(pass);
      }
    }
    Recurrence[] top = recurrences[recurrences.length - 1];
    for (int direction = 0; direction < directions; direction++) {
      StepView result = returnsLast() ? top[direction].lastState() : top[direction].states();
      result.copyTo(output(pass.output(), direction), outputExtent(pass));
    }
  }

  private void read(LayerPass pass, int layer, Recurrence reader) {
    if (layer == 0) {
      rows(pass.input(0)).copyTo(reader.input(0), extent(pass, steps, features));
      return;
    }
    for (int direction = 0; direction < directions; direction++) {
      recurrences[layer - 1][direction]
          .states()
          .copyTo(reader.input(direction * units), extent(pass, steps, units));
    }
    if (drops(pass, layer)) {
      reader.input(0).multiplyBy(mask(pass, layer), extent(pass, steps, units * directions));
    }
  }

  /** True when what {@code layer} reads goes through dropout. */
  private boolean drops(LayerPass pass, int layer) {
    return layer > 0 && spec.dropout() > 0 && pass.pass().training();
  }

  /** Each row has numbers of its own for all layers: no cut into micro-batches changes them. */
  private void draw(LayerPass pass, int layer) {
    int size = steps * units * directions;
    for (int row = 0; row < pass.rows(); row++) {
      long place = (pass.pass().firstRow() + row) * (recurrences.length - 1L) + layer - 1;
      float[] mask = pass.buffer(firstMask + layer - 1);
      factors.draw(pass.random(), place * size, mask, row * size, size);
    }
  }

  private StepView mask(LayerPass pass, int layer) {
    int width = units * directions;
    return new StepView(pass.buffer(firstMask + layer - 1), 0, steps * width, width);
  }

  @Override
  public void backward(LayerPass pass) {
    for (Recurrence[] layer : recurrences) {
      for (Recurrence recurrence : layer) {
        recurrence.clearDeltas();
      }
    }
    if (pass.inputDelta(0) != null) {
      Arrays.fill(pass.inputDelta(0), 0, pass.rows() * steps * features, 0);
    }
    Recurrence[] top = recurrences[recurrences.length - 1];
    for (int direction = 0; direction < directions; direction++) {
      StepView result =
          returnsLast() ? top[direction].lastStateDelta() : top[direction].statesDelta();
      output(pass.delta(), direction).addTo(result, outputExtent(pass));
    }
    for (int layer = recurrences.length - 1; layer >= 0; layer--) {
      for (int direction = 0; direction < directions; direction++) {
        recurrences[layer][direction].backward(pass);
        handDown(pass, layer, recurrences[layer][direction]);
        giveBack(pass, layer, direction);
      }
    }
  }

  /** Adds a reader's gradient with respect to its input to where the input came from. */
  private void handDown(LayerPass pass, int layer, Recurrence reader) {
    if (layer > 0) {
      reader.inputBackward(pass);
      if (drops(pass, layer)) {
        reader.inputDelta(0).multiplyBy(mask(pass, layer), extent(pass, steps, units * directions));
      }
      for (int direction = 0; direction < directions; direction++) {
        reader
            .inputDelta(direction * units)
            .addTo(recurrences[layer - 1][direction].statesDelta(), extent(pass, steps, units));
      }
    } else if (pass.inputDelta(0) != null) {
      reader.inputBackward(pass);
      reader.inputDelta(0).addTo(rows(pass.inputDelta(0)), extent(pass, steps, features));
    }
  }

  /** The gradient with respect to the initial states of one recurrence. */
  private void giveBack(LayerPass pass, int layer, int direction) {
    for (int kind = 0; kind < givenStates; kind++) {
      float[] delta = pass.inputDelta(1 + kind);
      if (delta != null) {
        recurrences[layer][direction]
            .firstStateDelta(kind)
            .copyTo(given(delta, layer, direction), extent(pass, 1, units));
      }
    }
  }

  @Override
  public void parameterGradient(LayerPass pass) throws InterruptedException {
    for (Recurrence[] layer : recurrences) {
      for (Recurrence recurrence : layer) {
        recurrence.parameterGradient(pass);
      }
    }
  }

  private boolean returnsLast() {
    return spec.returned() == Returned.LAST;
  }

  private StepView rows(float[] input) {
    return new StepView(input, 0, steps * features, features);
  }

  private StepView output(float[] array, int direction) {
    int width = directions * units;
    int row = returnsLast() ? width : steps * width;
    return new StepView(array, direction * units, row, width);
  }

  private StepView.Extent outputExtent(LayerPass pass) {
    return extent(pass, returnsLast() ? 1 : steps, units);
  }

  /** One recurrence's part of an initial state [layers · directions, units]. */
  private StepView given(float[] array, int layer, int direction) {
    int offset = (layer * directions + direction) * units;
    return new StepView(array, offset, recurrences.length * directions * units, 0);
  }

  private static StepView.Extent extent(LayerPass pass, int steps, int width) {
    return new StepView.Extent(pass.rows(), steps, width);
  }
}
