package weir.server.shard;

import weir.proto.codec.Payload;
import weir.tensor.Kernels;

/**
 * Floats of a chunk that wait to be added.
 *
 * @param offset where the chunk begins in {@code floats}
 * @param rented a slot of the shard's own; else a slice that a worker lent until it is answered
 */
record Addend(float[] floats, int offset, boolean rented) {
  static Addend slot(float[] floats) {
    return new Addend(floats, 0, true);
  }

  static Addend lent(Payload.Lent slice) {
    return new Addend(slice.array(), slice.offset(), false);
  }

  /** sum[i] += the i-th float, for {@code from <= i < to}. */
  void addTo(float[] sum, int from, int to) {
    Kernels.add(floats, offset + from, sum, from, to - from);
  }

  void giveBack(SlotPool.Shelf shelf) {
    if (rented) {
      shelf.giveBack(floats);
    }
  }
}
