package weir.driver.config;

import java.io.Serializable;
import java.util.List;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;
import weir.worker.nn.spec.DenseSpec;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.RecurrentSpec;

/**
 * The network, layer after layer; the last one is the output.
 *
 * @param input shape of one row, images as {@code [height, width, channels]}; null: guessed from
 *     the data
 */
public record ModelSpec(Shape input, List<NodeSpec> nodes) implements Serializable {
  public ModelSpec {
    nodes = List.copyOf(nodes);
    Check.require(!nodes.isEmpty(), "model.layers", nodes, "at least one layer");
  }

  /** What the layers are, wherever they stand. */
  public List<LayerSpec> layers() {
    return nodes.stream().map(NodeSpec::layer).toList();
  }

  /**
   * The network for rows of shape {@code guessed}, unless the job says another.
   *
   * @param loss that trains the last layer's output
   */
  public NetworkSpec network(Shape guessed, LossSpec loss) {
    return NetworkSpec.chain(input == null ? guessed : input, nodes, loss);
  }

  /** Numbers the last layer with units puts out; 0 where no layer has any. */
  public int outputs() {
    for (int index = nodes.size() - 1; index >= 0; index--) {
      if (nodes.get(index).layer() instanceof DenseSpec dense) {
        return dense.units();
      }
      if (nodes.get(index).layer() instanceof RecurrentSpec recurrent) {
        return recurrent.units() * recurrent.directions();
      }
    }
    return 0;
  }
}
