package weir.worker.nn.layer;

import weir.tensor.Shape;
import weir.worker.nn.spec.PoolSpec;

/** What pools of both kinds have in common. */
abstract class Pool implements Layer {
  final Window window;
  final WindowWalk walk;
  final int channels;

  /** Floats from the cell that one place covers to that of the next. */
  final int step;

  Pool(PoolSpec spec, Shape input) {
    String name = spec.reduction().layer();
    if (input.rank() < 2 || input.rank() > 3) {
      throw new IllegalArgumentException(
          name + " got " + input + " (expected: [height, width, channels] or [steps, features])");
    }
    if (input.rank() == 2 && !spec.window().square()) {
      throw new IllegalArgumentException(
          name + " got " + input + " (expected: an image, or one number each, not pairs)");
    }
    window = new Window(name, spec.window(), input);
    walk = new WindowWalk(window);
    channels = window.channels;
    step = window.columnStride * channels;
  }

  /** The pool that {@code spec} describes. */
  static Pool of(PoolSpec spec, Shape input) {
    return switch (spec.reduction()) {
      case MAX -> new MaxPool(spec, input);
      case AVERAGE -> new AveragePool(spec, input);
    };
  }

  @Override
  public final Shape output() {
    return window.output(channels);
  }

  final void visit(int rows, WindowWalk.Visit visit) {
    for (int sample = 0; sample < rows; sample++) {
      walk.visit(sample, visit);
    }
  }
}
