package weir.proto.codec;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/** Notes the largest buffer asked for and which ones have not been given back. */
final class CountingAllocator extends AbstractByteBufAllocator {
  private static final int OFTEN = 1000;

  private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true, false);
  private final List<ByteBuf> all = new ArrayList<>();
  private int largest;

  @Override
  protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
    return note(buffers.heapBuffer(initialCapacity, maxCapacity), initialCapacity);
  }

  @Override
  protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
    // On the heap, which a million buffers fill faster; the leak detector sees them all the same.
    return note(
        toLeakAwareBuffer(buffers.heapBuffer(initialCapacity, maxCapacity)), initialCapacity);
  }

  private ByteBuf note(ByteBuf buffer, int capacity) {
    largest = Math.max(largest, capacity);
    all.add(buffer);
    if (all.size() > OFTEN) {
      all.removeIf(given -> given.refCnt() == 0);
    }
    return buffer;
  }

  /** How many buffers are still held. */
  long held() {
    return all.stream().filter(buffer -> buffer.refCnt() > 0).count();
  }

  /** Most bytes asked for at once. */
  int largest() {
    return largest;
  }

  @Override
  public boolean isDirectBufferPooled() {
    return false;
  }
}
