package weir.worker.nn.spec;

import java.io.Serializable;
import weir.worker.loss.LossSpec;

/**
 * One output of a network and the loss that trains it. A row of targets is the outputs' targets one
 * after another.
 *
 * @param node whose output it is
 * @param factor of this loss in the sum over outputs
 */
public record OutputSpec(String node, LossSpec loss, double factor) implements Serializable {
  private static final long serialVersionUID = 1;

  public OutputSpec {
    if (!Double.isFinite(factor) || factor <= 0) {
      throw new IllegalArgumentException(
          "output " + node + ": factor=" + factor + " (expected: > 0)");
    }
  }
}
