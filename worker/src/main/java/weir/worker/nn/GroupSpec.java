package weir.worker.nn;

import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;
import weir.tensor.Shape;

/**
 * Parameters that are updated in their own way.
 *
 * @param tensors each a name with * for any characters ("*.weight", "0.*"), or one of two words:
 *     {@link #BIASES}, {@link #VECTORS}. A tensor belongs here when any of them fits
 */
public record GroupSpec(List<String> tensors) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Every bias, whatever the layer calls it: 0.bias, 1.bias_ih_l0, 2.in_proj_bias. */
  public static final String BIASES = "biases";

  /** Every tensor with one axis: biases, and the scales of normalizations. */
  public static final String VECTORS = "vectors";

  public GroupSpec {
    tensors = List.copyOf(tensors);
  }

  /** The same of a few. */
  public GroupSpec(String... tensors) {
    this(List.of(tensors));
  }

  /** True when the tensor belongs to this group. */
  public boolean matches(String tensor, Shape shape) {
    return tensors.stream().anyMatch(one -> matches(one, tensor, shape));
  }

  private static boolean matches(String wanted, String tensor, Shape shape) {
    return switch (wanted) {
      case BIASES -> tensor.substring(tensor.lastIndexOf('.') + 1).contains("bias");
      case VECTORS -> shape.rank() == 1;
      default -> Pattern.matches("\\Q" + wanted.replace("*", "\\E.*\\Q") + "\\E", tensor);
    };
  }
}
