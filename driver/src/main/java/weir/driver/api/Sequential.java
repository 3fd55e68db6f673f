package weir.driver.api;

import java.util.Arrays;
import weir.driver.config.ModelSpec;
import weir.driver.config.OptimizerSettings;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;

/** Layers one after another. Immutable: each method returns another. */
public final class Sequential {
  private final ModelSpec spec;

  private Sequential(ModelSpec spec) {
    this.spec = spec;
  }

  /** The layers, first to last. */
  public static Sequential of(Layer... layers) {
    return new Sequential(new ModelSpec(null, Arrays.stream(layers).map(Layer::spec).toList()));
  }

  /** Shape of one row, images as height, width, channels; guessed from the data when left out. */
  public Sequential input(int... extents) {
    return new Sequential(new ModelSpec(new Shape(extents), spec.layers()));
  }

  /** With this loss and Adam. */
  public Model compile(LossSpec loss) {
    return compile(loss, new Optimizer(OptimizerSettings.ADAM));
  }

  /** With this loss and this optimizer. */
  public Model compile(LossSpec loss, Optimizer optimizer) {
    return new Model(spec, loss, optimizer.settings());
  }
}
