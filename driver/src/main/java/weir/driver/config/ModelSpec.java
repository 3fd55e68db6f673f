package weir.driver.config;

import java.io.Serializable;
import java.util.List;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;

/**
 * The network, layer after layer.
 *
 * @param input shape of one row, images as {@code [height, width, channels]}; null: guessed from
 *     the data
 */
public record ModelSpec(Shape input, List<LayerSpec> layers) implements Serializable {
  public ModelSpec {
    layers = List.copyOf(layers);
    Check.require(!layers.isEmpty(), "model.layers", layers, "at least one layer");
  }

  /**
   * The network for rows of shape {@code guessed}, unless the job says another.
   *
   * @param loss that trains the last layer's output
   */
  public NetworkSpec network(Shape guessed, LossSpec loss) {
    return NetworkSpec.sequential(input == null ? guessed : input, layers, loss);
  }

  /** Numbers the last layer with units puts out; 0 where no layer has any. */
  public int outputs() {
    for (int index = layers.size() - 1; index >= 0; index--) {
      if (layers.get(index) instanceof DenseSpec dense) {
        return dense.units();
      }
    }
    return 0;
  }
}
