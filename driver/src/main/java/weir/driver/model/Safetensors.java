package weir.driver.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import weir.driver.Shown;

/**
 * The safetensors file format: eight bytes of header length, a JSON header that names each tensor's
 * type, shape and bytes, then the little-endian data. Other tools read it; so do we, float32 only.
 * Thread-safe: no state.
 */
public final class Safetensors {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_HEADER_BYTES = 100_000_000;
  private static final int BUFFER_FLOATS = 64 * 1024;

  /** What a file holds: the tensors in data order, their floats one after another, the metadata. */
  public record Contents(List<TensorEntry> tensors, float[] values, Map<String, String> metadata) {}

  private Safetensors() {}

  /** Writes the tensors, which must tile {@code values} in order. */
  public static void write(OutputStream out, Contents contents) throws IOException {
    ObjectNode header = JSON.createObjectNode();
    ObjectNode metadata = header.putObject(TensorHeader.METADATA);
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

  /**
   * Reads a file written by {@link #write} or by any tool that stores float32.
   *
   * @param expected the tensors that it must hold, in data order: memory is taken for no others
   * @throws DamagedFileException in one line, when it does not hold them, whole and finite
   */
  public static Contents read(InputStream in, List<TensorEntry> expected) throws IOException {
    TensorHeader header = header(in);
    requireSame(header.tensors(), expected);
    int floats = expected.stream().mapToInt(TensorEntry::length).sum();
    float[] values = new float[floats];
    try {
      FloatBytes.read(new DataInputStream(in), values, BUFFER_FLOATS);
    } catch (EOFException cut) {
      throw new DamagedFileException(
          "ends before the last of "
              + floats
              + " numbers (expected: "
              + (long) floats * Float.BYTES
              + " bytes behind the header)");
    }
    if (in.read() >= 0) {
      throw new DamagedFileException(
          "goes on behind the last of " + floats + " numbers (expected: its end)");
    }
    requireFinite(expected, values);
    return new Contents(expected, values, header.metadata());
  }

  private static TensorHeader header(InputStream in) throws IOException {
    byte[] size = in.readNBytes(Long.BYTES);
    if (size.length < Long.BYTES) {
      throw new DamagedFileException(
          "ends after " + size.length + " bytes (expected: 8, the length of the header)");
    }
    long length = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (length < 2 || length > MOST_HEADER_BYTES) {
      throw new DamagedFileException(
          "header of " + length + " bytes (expected: 2.." + MOST_HEADER_BYTES + ")");
    }
    byte[] json = in.readNBytes((int) length);
    if (json.length < length) {
      throw new DamagedFileException(
          "ends after " + json.length + " bytes of the header (expected: " + length + ")");
    }
    return new TensorHeader(json);
  }

  private static void requireSame(List<TensorEntry> found, List<TensorEntry> expected)
      throws DamagedFileException {
    List<String> names = found.stream().map(TensorEntry::name).toList();
    List<String> wanted = expected.stream().map(TensorEntry::name).toList();
    if (!names.equals(wanted)) {
      throw new DamagedFileException(
          "tensors "
              + Shown.names(names)
              + " (expected: "
              + Shown.names(wanted)
              + ", as the model has)");
    }
    for (int i = 0; i < found.size(); i++) {
      if (!found.get(i).equals(expected.get(i))) {
        throw new DamagedFileException(
            "tensor "
                + names.get(i)
                + ": shape="
                + Arrays.toString(found.get(i).shape().extents())
                + " (expected: "
                + Arrays.toString(expected.get(i).shape().extents())
                + ", as the model has)");
      }
    }
  }

  private static void requireFinite(List<TensorEntry> tensors, float[] values)
      throws DamagedFileException {
    for (TensorEntry tensor : tensors) {
      for (int i = 0; i < tensor.length(); i++) {
        float value = values[tensor.offset() + i];
        if (!Float.isFinite(value)) {
          throw new DamagedFileException(
              "tensor "
                  + tensor.name()
                  + " holds "
                  + value
                  + " at "
                  + i
                  + " (expected: finite numbers)");
        }
      }
    }
  }
}
