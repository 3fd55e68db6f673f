package weir.worker.nn.spec;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import weir.tensor.Shape;
import weir.worker.loss.LossSpec;

/**
 * A network: a graph of layers in an order in which each reads only what stands before it.
 * Immutable. Shapes are checked when {@link weir.worker.nn.Network} is built.
 *
 * @param outputs in the order of their targets; the first one's loss weight divides all gradients
 */
public record NetworkSpec(List<InputSpec> inputs, List<NodeSpec> nodes, List<OutputSpec> outputs)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public NetworkSpec {
    inputs = List.copyOf(inputs);
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
    if (inputs.isEmpty() || nodes.isEmpty() || outputs.isEmpty()) {
      throw new IllegalArgumentException(
          "model with "
              + inputs.size()
              + " inputs, "
              + nodes.size()
              + " layers, "
              + outputs.size()
              + " outputs (expected: at least one of each); set model.layers");
    }
  }

  /** Layers one after another, called "0", "1", … as in PyTorch's {@code Sequential}. */
  public static NetworkSpec sequential(Shape input, List<LayerSpec> layers, LossSpec loss) {
    List<NodeSpec> nodes = new ArrayList<>();
    for (LayerSpec layer : layers) {
      nodes.add(new NodeSpec(String.valueOf(nodes.size()), layer));
    }
    return chain(input, nodes, loss);
  }

  /** Nodes one after another with names of their own; the last one is the output. */
  public static NetworkSpec chain(Shape input, List<NodeSpec> nodes, LossSpec loss) {
    if (nodes.isEmpty()) {
      throw new IllegalArgumentException("layers=[] (expected: at least one); set model.layers");
    }
    return new NetworkSpec(
        List.of(new InputSpec(InputSpec.DEFAULT_NAME, input)),
        nodes,
        List.of(new OutputSpec(nodes.get(nodes.size() - 1).name(), loss, 1)));
  }

  /** Floats of one row of data: all inputs together. */
  public int inputWidth() {
    return inputs.stream().mapToInt(input -> input.shape().size()).sum();
  }
}
