package weir.driver.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import weir.tensor.Shape;

/**
 * The safetensors file format: eight bytes of header length, a JSON header that names each tensor's
 * type, shape and bytes, then the little-endian data. Other tools read it; so do we, float32 only.
 * Thread-safe: no state.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String METADATA = "__metadata__";
  private static final int MOST_HEADER_BYTES = 100_000_000;
  private static final int BUFFER_FLOATS = 64 * 1024;

  /** What a file holds: the tensors in data order, their floats one after another, the metadata. */
  public record Contents(List<TensorEntry> tensors, float[] values, Map<String, String> metadata) {}

  private Safetensors() {}

  /** Writes the tensors, which must tile {@code values} in order. */
  public static void write(OutputStream out, Contents contents) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode metadata = header.putObject(METADATA);
    new TreeMap<>(contents.metadata()).forEach(metadata::put);
    long next = 0;
    for (TensorEntry tensor : contents.tensors()) {
      if (tensor.offset() != next) {
        throw new IllegalArgumentException(
            "tensor "
                + tensor.name()
                + ": offset="
                + tensor.offset()
                + " (expected: "
                + next
                + ")");
      }
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", "F32");
      entry.putPOJO("shape", tensor.shape().extents());
      entry.putArray("data_offsets").add(4 * next).add(4 * (next + tensor.length()));
      next += tensor.length();
    }
    if (next != contents.values().length) {
      throw new IllegalArgumentException(
          "tensors hold " + next + " floats (expected: " + contents.values().length + ")");
    }
    writeHeader(out, JSON.writeValueAsBytes(header));
    FloatBytes.forEach(contents.values(), BUFFER_FLOATS, out::write);
  }

  private static void writeHeader(OutputStream out, byte[] header) throws IOException {
    // Padded with blanks so that the data begins on eight bytes, as the format advises.
    int padded = (header.length + 7) / 8 * 8;
    out.write(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(padded).array());
    out.write(header);
    out.write(" ".repeat(padded - header.length).getBytes(StandardCharsets.US_ASCII));
  }

  /** Reads a file written by {@link #write} or by any tool that stores float32. */
  public static Contents read(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    long headerLength = Long.reverseBytes(data.readLong());
    if (headerLength < 2 || headerLength > MOST_HEADER_BYTES) {
      throw new IOException(
          "safetensors header of "
              + headerLength
              + " bytes (expected: 2.."
              + MOST_HEADER_BYTES
              + ")");
    }
    JsonNode header = JSON.readTree(data.readNBytes((int) headerLength));
    List<TensorEntry> tensors = entries(header);
    TensorEntry last = tensors.isEmpty() ? null : tensors.get(tensors.size() - 1);
    float[] values = new float[last == null ? 0 : last.offset() + last.length()];
    FloatBytes.read(data, values, BUFFER_FLOATS);
    Map<String, String> metadata = new TreeMap<>();
    header
        .path(METADATA)
        .properties()
        .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
    return new Contents(tensors, values, metadata);
  }

  private static List<TensorEntry> entries(JsonNode header) throws IOException {
    List<TensorEntry> tensors = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : header.properties()) {
      if (property.getKey().equals(METADATA)) {
        continue;
      }
      JsonNode entry = property.getValue();
      if (!entry.path("dtype").asText().equals("F32")) {
        throw new IOException(
            "tensor " + property.getKey() + ": dtype=" + entry.path("dtype") + " (expected: F32)");
      }
      int[] extents = JSON.convertValue(entry.get("shape"), int[].class);
      long begin = entry.get("data_offsets").get(0).asLong();
      tensors.add(
          new TensorEntry(property.getKey(), new Shape(extents), Math.toIntExact(begin / 4)));
    }
    tensors.sort(Comparator.comparingInt(TensorEntry::offset));
    int next = 0;
    for (TensorEntry tensor : tensors) {
      if (tensor.offset() != next) {
        throw new IOException("tensor " + tensor.name() + " leaves a gap before its data");
      }
      next += tensor.length();
    }
    return tensors;
  }
}
