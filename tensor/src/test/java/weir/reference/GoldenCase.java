package weir.reference;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * One case of a golden file: sizes and options in {@code config}, arrays in {@code tensors}. Its
 * string form is its name, so that parameterized tests read well.
 */
public record GoldenCase(String name, JsonNode config, Map<String, GoldenTensor> tensors) {

  /** All cases of {@code <file>.json}, for example {@code all("optimizers")}. */
  public static List<GoldenCase> all(String file) {
    return Goldens.read(file);
  }

  /** The cases of {@code <file>.json} whose {@code config.kind} is one of {@code kinds}. */
  public static List<GoldenCase> ofKind(String file, String... kinds) {
    List<String> wanted = List.of(kinds);
    return all(file).stream().filter(golden -> wanted.contains(golden.kind())).toList();
  }

  /** {@code config.kind}: what is tested. */
  public String kind() {
    return config.path("kind").asText();
  }

  /** True when the case has a tensor of this name. */
  public boolean has(String tensor) {
    return tensors.containsKey(tensor);
  }

  /** The tensor of this name. */
  public GoldenTensor tensor(String tensor) {
    GoldenTensor found = tensors.get(tensor);
    if (found == null) {
      throw new IllegalArgumentException(
          "case "
              + name
              + " has no tensor "
              + tensor
              + " (expected: one of "
              + tensors.keySet()
              + ")");
    }
    return found;
  }

  @Override
  public String toString() {
    return name;
  }
}
