package weir.worker.nn;

import java.util.Locale;
import weir.worker.loss.OutputTransform;
import weir.worker.nn.spec.ActivationKind;
import weir.worker.nn.spec.LayerSpec;
import weir.worker.nn.spec.NetworkSpec;
import weir.worker.nn.spec.NodeSpec;
import weir.worker.nn.spec.OutputSpec;

/**
 * A final softmax or sigmoid in front of its cross-entropy is left out: the loss works on logits,
 * and prediction applies the function, so it is never applied twice.
 */
final class FusedOutput {
  private FusedOutput() {}

  /** The layer of {@code node} without the activation that its loss contains. */
  static LayerSpec strip(NetworkSpec spec, NodeSpec node) {
    LayerSpec layer = node.layer();
    for (OutputSpec output : spec.outputs()) {
      if (output.node().equals(node.name())
          && output.loss().transform() != OutputTransform.IDENTITY) {
        layer = strip(spec, node, output);
      }
    }
    return layer;
  }

  private static LayerSpec strip(NetworkSpec spec, NodeSpec node, OutputSpec output) {
    ActivationKind function = node.layer().outputFunction();
    boolean fits =
        switch (output.loss().transform()) {
          case IDENTITY -> false;
          case SIGMOID -> function == ActivationKind.SIGMOID;
          case SOFTMAX -> function.alongAxis();
        };
    if (!fits) {
      rejectOtherProbability(node, output, function);
      return node.layer();
    }
    if (hasReader(spec, node)) {
      throw new IllegalArgumentException(
          "layer "
              + node.name()
              + ": "
              + function.key()
              + " is an output and an input of another layer"
              + " (expected: a layer of its own for the output)");
    }
    return node.layer().withoutOutputFunction();
  }

  private static void rejectOtherProbability(
      NodeSpec node, OutputSpec output, ActivationKind function) {
    if (function == ActivationKind.SIGMOID || function.alongAxis()) {
      throw new IllegalArgumentException(
          "layer "
              + node.name()
              + ": "
              + function.key()
              + " before "
              + output.loss().kind().key()
              + " (expected: "
              + output.loss().transform().name().toLowerCase(Locale.ROOT)
              + " or none, the loss takes logits)");
    }
  }

  private static boolean hasReader(NetworkSpec spec, NodeSpec node) {
    int next = spec.nodes().indexOf(node) + 1;
    boolean readByNext = next < spec.nodes().size() && spec.nodes().get(next).inputs().isEmpty();
    return readByNext
        || spec.nodes().stream().anyMatch(other -> other.inputs().contains(node.name()));
  }
}
