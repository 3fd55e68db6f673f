package weir.driver.supervise;

import java.io.Serializable;

/**
 * One submission of the barrier stage.
 *
 * @param incarnation rises with every submission: what an older one sends is refused
 * @param workers how many tasks it has
 * @param startStep the step it begins with
 */
public record Attempt(int incarnation, int workers, long startStep) implements Serializable {
  private static final long serialVersionUID = 1;
}
