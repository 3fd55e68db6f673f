package weir.worker.nn.spec;

import java.io.Serializable;
import weir.tensor.Shape;

/**
 * One input of a network. A row of data is the inputs one after another.
 *
 * @param shape of one sample: [features], [steps, features] or [height, width, channels]
 */
public record InputSpec(String name, Shape shape) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Name of the input of a network that has only one. */
  public static final String DEFAULT_NAME = "input";
}
