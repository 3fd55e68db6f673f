package weir.server.shard;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/**
 * Memory for contributions that wait for their sibling, reused from step to step by all chunks of a
 * stripe. Concurrency: one thread.
 */
final class SlotPool {
  private final Map<Integer, Shelf> shelves = new HashMap<>();
  private long allocatedFloats;

  /** Slots of exactly {@code length} floats. */
  Shelf shelf(int length) {
    return shelves.computeIfAbsent(length, Shelf::new);
  }

  /** Floats of all slots made so far, waiting or free. */
  long allocatedFloats() {
    return allocatedFloats;
  }

  /** Slots of one length. */
  final class Shelf {
    private final ArrayDeque<float[]> free = new ArrayDeque<>();
    private final int length;

    private Shelf(int length) {
      this.length = length;
    }

    /** A slot with arbitrary content. */
    float[] rent() {
      float[] slot = free.poll();
      if (slot == null) {
        slot = new float[length];
        allocatedFloats += length;
      }
      return slot;
    }

    void giveBack(float[] slot) {
      free.push(slot);
    }
  }
}
