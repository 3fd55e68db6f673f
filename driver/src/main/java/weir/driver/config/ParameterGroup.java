package weir.driver.config;

import java.io.Serializable;
import weir.proto.spec.PenaltySpec;

/**
 * Parameters with penalties of their own.
 *
 * @param match parameter name, {@code *} stands for any letters: {@code *.bias}
 */
public record ParameterGroup(String match, PenaltySpec penalty) implements Serializable {
  public ParameterGroup {
    Check.notBlank("optimizer.groups.match", match);
  }

  /** True when the pattern fits the whole of {@code parameter}. */
  public boolean matches(String parameter) {
    String[] parts = match.split("\\*", -1);
    if (parts.length == 1) {
      return parameter.equals(match);
    }
    String last = parts[parts.length - 1];
    if (!parameter.startsWith(parts[0])) {
      return false;
    }
    int from = parts[0].length();
    for (int part = 1; part < parts.length - 1; part++) {
      int at = parameter.indexOf(parts[part], from);
      if (at < 0) {
        return false;
      }
      from = at + parts[part].length();
    }
    return parameter.length() - last.length() >= from && parameter.endsWith(last);
  }
}
