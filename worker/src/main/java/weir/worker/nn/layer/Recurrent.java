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
