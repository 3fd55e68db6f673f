package weir.driver.api;

import java.util.ArrayList;
import weir.driver.config.ModelSpec;
import weir.driver.config.OptimizerSettings;
import weir.driver.config.text.JobParts;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.NodeSpec;

/**
 * Layers one after another, unless they say that they read others. Immutable: each method returns
 * another.
 */
public final class Sequential {
  private final ModelSpec spec;

  private Sequential(ModelSpec spec) {
    this.spec = spec;
  }

  /** The layers, first to last. */
  public static Sequential of(Layer... layers) {
    var nodes = new ArrayList<NodeSpec>();
    for (Layer layer : layers) {
      String name = layer.name().isEmpty() ? String.valueOf(nodes.size()) : layer.name();
      nodes.add(new NodeSpec(name, layer.spec(), layer.inputs()));
    }
    return new Sequential(new ModelSpec(null, nodes));
  }

  /** Shape of one row, images as height, width, channels; guessed from the data when left out. */
  public Sequential input(int... extents) {
    return new Sequential(new ModelSpec(new Shape(extents), spec.nodes()));
  }

  /** As YAML, as it would stand in a job file. */
  public String text() {
    return JobParts.text(spec);
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
