package weir.driver.config;

import java.io.Serializable;
import weir.proto.spec.PenaltySpec;
import weir.worker.nn.GroupSpec;

/**
 * Parameters with settings of their own.
 *
 * @param match which tensors
 * @param learningRate their base rate, scheduled as the optimizer's; null: the optimizer's
 * @param freeze they stay as they were initialized
 */
public record ParameterGroup(
    GroupSpec match, Double learningRate, boolean freeze, PenaltySpec penalty)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public ParameterGroup {
    Check.require(
        !match.tensors().isEmpty() && match.tensors().stream().noneMatch(String::isBlank),
        "optimizer.groups.match",
        match.tensors(),
        "names of tensors");
    if (learningRate != null) {
      Check.positive("optimizer.groups.learningRate", learningRate);
      Check.require(
          !freeze, "optimizer.groups.learningRate", learningRate, "none beside freeze: true");
    }
  }
}
