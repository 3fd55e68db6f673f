package weir.driver.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import weir.driver.Shown;
import weir.tensor.Shape;

/**
 * The JSON header of a safetensors file: each tensor's type, shape and bytes. Nothing in it is
 * trusted: what does not fit is a {@link DamagedFileException} that names the tensor.
 */
final class TensorHeader {
  static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** A tensor and where its bytes begin, behind the header. */
  private record Placed(String name, Shape shape, long begin, JsonNode offsets) {}

  private final JsonNode root;

  TensorHeader(byte[] json) throws IOException {
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new DamagedFileException("header is not JSON: " + e.getOriginalMessage());
    }
    if (!root.isObject()) {
      throw new DamagedFileException(
          "header=" + Shown.text(root.toString()) + " (expected: an object of tensors)");
    }
  }

  /** What else the file says, by name. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new TreeMap<>();
    root.path(METADATA).properties().forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
    return metadata;
  }

  /** The tensors in the order of their data, which they fill without a gap. */
  List<TensorEntry> tensors() throws DamagedFileException {
    List<Placed> placed = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : root.properties()) {
      if (!property.getKey().equals(METADATA)) {
        placed.add(placed(property.getKey(), property.getValue()));
      }
    }
    placed.sort(Comparator.comparingLong(Placed::begin));
    List<TensorEntry> tensors = new ArrayList<>();
    long next = 0;
    for (Placed tensor : placed) {
      if (tensor.begin != next || next > Integer.MAX_VALUE * (long) Float.BYTES) {
        throw wrong(
            tensor.name,
            "data_offsets",
            tensor.offsets,
            "to begin at " + next + ", where the tensor before it ends");
      }
      tensors.add(new TensorEntry(tensor.name, tensor.shape, (int) (next / Float.BYTES)));
      next += (long) tensor.shape.size() * Float.BYTES;
    }
    return tensors;
  }

  private static Placed placed(String name, JsonNode entry) throws DamagedFileException {
    if (name.isBlank()) {
      throw new DamagedFileException("a tensor without a name (expected: names)");
    }
    if (!entry.path("dtype").asText().equals("F32")) {
      throw wrong(name, "dtype", entry.path("dtype"), "F32");
    }
    Shape shape = shape(name, entry.path("shape"));
    JsonNode offsets = entry.path("data_offsets");
    long begin = offsets.path(0).asLong(-1);
    long bytes = (long) shape.size() * Float.BYTES;
    if (begin < 0
        || offsets.size() != 2
        || !offsets.path(0).canConvertToLong()
        || !offsets.path(1).canConvertToLong()
        || offsets.path(1).asLong() - begin != bytes) {
      throw wrong(name, "data_offsets", offsets, "where its " + bytes + " bytes begin and end");
    }
    return new Placed(name, shape, begin, offsets);
  }

  private static Shape shape(String name, JsonNode node) throws DamagedFileException {
    int[] extents = new int[node.size()];
    for (int i = 0; i < extents.length; i++) {
      JsonNode extent = node.path(i);
      extents[i] = extent.isIntegralNumber() && extent.canConvertToInt() ? extent.asInt() : 0;
    }
    for (int extent : extents) {
      if (extent < 1) {
        throw wrong(name, "shape", node, "whole numbers > 0");
      }
    }
    if (!node.isArray()) {
      throw wrong(name, "shape", node, "whole numbers > 0");
    }
    try {
      return new Shape(extents);
    } catch (IllegalArgumentException tooMany) {
      throw wrong(name, "shape", node, "fewer than 2^31 numbers");
    }
  }

  private static DamagedFileException wrong(
      String tensor, String key, JsonNode found, String expected) {
    return new DamagedFileException(
        "tensor "
            + Shown.text(tensor)
            + ": "
            + shown(key, found)
            + " (expected: "
            + expected
            + ")");
  }

  /** {@code key=value}, the value as JSON. */
  static String shown(String key, JsonNode value) {
    boolean none = value == null || value.isMissingNode() || value.isNull();
    return key + "=" + (none ? "nothing" : Shown.text(value.toString()));
  }
}
