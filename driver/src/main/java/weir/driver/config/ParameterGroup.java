package weir.driver.config;

import java.io.Serializable;
import weir.proto.spec.PenaltySpec;
import weir.worker.nn.GroupSpec;

/** Parameters with penalties of their own: which tensors ({@code *.bias}), and what holds there. */
public record ParameterGroup(GroupSpec match, PenaltySpec penalty) implements Serializable {
  public ParameterGroup {
    Check.notBlank("optimizer.groups.match", match.tensors());
  }
}
