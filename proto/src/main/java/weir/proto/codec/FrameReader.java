package weir.proto.codec;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Consumer;
import weir.proto.message.Header;

/**
 * Cuts a stream of bytes into frames, trusting nobody: every length is bounded before anything is
 * allocated, and memory grows with the bytes that came, not with what a prefix claims. A payload
 * that lies in one piece of input is passed on as a slice of it. After a failure the stream has no
 * frame border left: drop the reader. Not thread-safe.
 */
final class FrameReader {
  private enum Part {
    PREFIX,
    HEADER,
    PAYLOAD
  }

  private static final int FIRST_SCRATCH = 512;

  private final FrameLimits limits;
  private final Checksum checksum = new Checksum();
  private final byte[] prefix = new byte[Frame.PREFIX];
  private final ByteBuffer prefixView = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN);

  private Part part = Part.PREFIX;
  private int have;
  private int headerLength;
  private int payloadLength;
  private int flags;
  private byte[] scratch = new byte[FIRST_SCRATCH];
  private final Header.Builder builder = Header.newBuilder();
  private Header header;
  private ByteBuf payload;

  FrameReader(FrameLimits limits) {
    this.limits = limits;
  }

  /**
   * Takes all readable bytes; gives whole frames to {@code sink}, which owns their payload. Throws
   * a BAD_FRAME failure.
   */
  void read(ByteBuf in, ByteBufAllocator allocator, Consumer<Frame> sink) {
    while (in.isReadable()) {
      switch (part) {
        case PREFIX -> readPrefix(in);
        case HEADER -> readHeader(in, sink);
        case PAYLOAD -> readPayload(in, allocator, sink);
      }
    }
  }

  /** True inside a frame: the stream must not end here. */
  boolean insideFrame() {
    return part != Part.PREFIX || have > 0;
  }

  /** Where the rest of a payload belongs, exactly as writable as it is long; null between them. */
  ByteBuf payloadInProgress() {
    return payload;
  }

  /** Somebody wrote to {@link #payloadInProgress}. */
  void payloadGrew(Consumer<Frame> sink) {
    if (!payload.isWritable()) {
      ByteBuf whole = payload;
      payload = null;
      emit(whole, sink);
    }
  }

  /** Bytes held by this reader besides a payload in progress. */
  int scratchBytes() {
    return scratch.length;
  }

  /** Forgets a payload in progress. */
  void release() {
    if (payload != null) {
      payload.release();
      payload = null;
    }
  }

  private void readPrefix(ByteBuf in) {
    int count = Math.min(Frame.PREFIX - have, in.readableBytes());
    in.readBytes(prefix, have, count);
    have += count;
    if (have < Frame.PREFIX) {
      return;
    }
    long length = Integer.toUnsignedLong(prefixView.getInt(0));
    int second = prefixView.getInt(4);
    flags = second >>> Frame.LENGTH_BITS;
    headerLength = second & (1 << Frame.LENGTH_BITS) - 1;
    long rest = length - (Frame.PREFIX - Integer.BYTES) - headerLength;
    boolean large = (flags & Frame.LARGE_HEADER) != 0;
    int headerLimit = large ? limits.largeHeader() : limits.header();
    if (flags > Frame.LARGE_HEADER) {
      throw BadFrame.because("flags=" + flags + " (expected: 0 or 1)");
    }
    if (headerLength < 1 || headerLength > headerLimit) {
      throw BadFrame.because(
          "header length " + headerLength + " (expected: 1.." + headerLimit + ")");
    }
    if (rest < 0 || rest > limits.payload()) {
      throw BadFrame.because("payload length " + rest + " (expected: 0.." + limits.payload() + ")");
    }
    payloadLength = (int) rest;
    advance(Part.HEADER);
  }

  private void readHeader(ByteBuf in, Consumer<Frame> sink) {
    int count = Math.min(headerLength - have, in.readableBytes());
    if (scratch.length < have + count) {
      int grown = Math.max(have + count, 2 * scratch.length);
      scratch = Arrays.copyOf(scratch, Math.min(grown, limits.largeHeader()));
    }
    in.readBytes(scratch, have, count);
    have += count;
    if (have < headerLength) {
      return;
    }
    int sum = checksum.of(prefix, Frame.PREFIX - Integer.BYTES, scratch, headerLength);
    if (sum != prefixView.getInt(12)) {
      throw BadFrame.because("header checksum does not match");
    }
    try {
      header = builder.mergeFrom(scratch, 0, headerLength).build();
      builder.clear();
    } catch (InvalidProtocolBufferException failure) {
      throw BadFrame.because("header: " + failure.getMessage(), failure);
    }
    HeaderRules.check(header, payloadLength);
    if (headerLength > limits.header() && !HeaderRules.mayBeLarge(header.getType())) {
      throw BadFrame.because(header.getType() + " with header length " + headerLength);
    }
    if (scratch.length > limits.header()) {
      scratch = new byte[FIRST_SCRATCH];
    }
    advance(Part.PAYLOAD);
    if (payloadLength == 0) {
      emit(Unpooled.EMPTY_BUFFER, sink);
    }
  }

  private void readPayload(ByteBuf in, ByteBufAllocator allocator, Consumer<Frame> sink) {
    if (payload == null && in.readableBytes() >= payloadLength) {
      emit(in.readRetainedSlice(payloadLength), sink);
      return;
    }
    if (payload == null) {
      payload = allocator.directBuffer(payloadLength, payloadLength);
    }
    in.readBytes(payload, Math.min(payload.writableBytes(), in.readableBytes()));
    payloadGrew(sink);
  }

  private void emit(ByteBuf whole, Consumer<Frame> sink) {
    if (checksum.of(whole) != prefixView.getInt(8)) {
      whole.release();
      throw BadFrame.because("payload checksum does not match");
    }
    Header complete = header;
    header = null;
    int wireBytes = Frame.PREFIX + headerLength + payloadLength;
    advance(Part.PREFIX);
    sink.accept(new Frame(complete, Payload.of(whole), wireBytes));
  }

  private void advance(Part next) {
    part = next;
    have = 0;
  }
}
