package weir.worker.nn;

import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * Parameters that share penalties of their own.
 *
 * @param tensors names with * for any characters: "*.bias", "0.*"
 */
public record GroupSpec(String tensors) implements Serializable {
  private static final long serialVersionUID = 1;

  /** True when the tensor belongs to this group. */
  public boolean matches(String tensor) {
    String regex = "\\Q" + tensors.replace("*", "\\E.*\\Q") + "\\E";
    return Pattern.matches(regex, tensor);
  }
}
