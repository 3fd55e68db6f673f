package weir.proto.control;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.TreeMap;
import weir.proto.message.LeafPartial;

/** What came of the partials of a worker ahead of its epoch end. One connection's thread. */
final class ValidationPieces {
  private final Map<Integer, ByteArrayOutputStream> pieces = new TreeMap<>();

  /** The next bytes of a leaf's partial. */
  void add(LeafPartial piece) {
    pieces
        .computeIfAbsent(piece.getLeaf(), leaf -> new ByteArrayOutputStream())
        .writeBytes(piece.getPartial().toByteArray());
  }

  /** The whole partials, given how each of them ends. */
  Map<Integer, byte[]> with(Map<Integer, byte[]> ends) {
    Map<Integer, byte[]> whole = new TreeMap<>(ends);
    pieces.forEach(
        (leaf, bytes) -> {
          bytes.writeBytes(ends.getOrDefault(leaf, new byte[0]));
          whole.put(leaf, bytes.toByteArray());
        });
    return whole;
  }
}
