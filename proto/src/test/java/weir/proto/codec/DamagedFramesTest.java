package weir.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ResourceLeakDetector;
import io.netty.util.ResourceLeakDetector.Level;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.FrameType;
import weir.proto.message.Header;

/** A million damaged streams: rejected with a typed failure, or decoded to the very bytes sent. */
class DamagedFramesTest {
  private static final long SEED = 20_240_607;
  private static final int FRAMES = 1_000_000;
  private static final int PARANOID = 50_000;

  private final Level level = ResourceLeakDetector.getLevel();
  private final SplittableRandom random = new SplittableRandom(SEED);
  private final CountingAllocator allocator = new CountingAllocator();
  private final byte[][] samples = {
    encode(Samples.push(1, 2), 64),
    encode(Samples.push(1, 2).toBuilder().setType(FrameType.PUSH_ROWS).build(), 60),
    encode(answer(FrameType.PULL_ROWS), 12),
    encode(answer(FrameType.ROWS), 0),
    encode(answer(FrameType.WEIGHTS), 128),
    encode(answer(FrameType.NORMS), 16),
    encode(answer(FrameType.APPLY).toBuilder().setPhase(1).addSums(2).addSums(3).build(), 0),
    encode(answer(FrameType.STATUS), 0)
  };
  private byte[] sent;
  private int rejected;
  private int decoded;
  private int cutShort;

  @AfterEach
  void restore() {
    ResourceLeakDetector.setLevel(level);
  }

  @Test
  void aMillionDamagedStreamsAreRejectedOrDecodeToWhatWasSent() {
    ResourceLeakDetector.setLevel(Level.SIMPLE);
    for (int i = PARANOID; i < FRAMES; i++) {
      sent = samples[random.nextInt(samples.length)];
      read(damage(sent));
    }
    assertThat(rejected + decoded + cutShort).isEqualTo(FRAMES - PARANOID);
    assertThat(rejected).isGreaterThan(FRAMES / 2);
    assertThat(cutShort).isPositive();
    assertNothingIsHeld();
  }

  @Test
  void fiftyThousandDamagedConnectionsLeakNothingAtLevelParanoid() {
    ResourceLeakDetector.setLevel(Level.PARANOID);
    for (int i = 0; i < PARANOID; i++) {
      sent = samples[random.nextInt(samples.length)];
      connect(damage(sent));
    }
    assertThat(rejected + cutShort + decoded).isEqualTo(PARANOID);
    assertThat(rejected).isGreaterThan(PARANOID / 2);
    assertNothingIsHeld();
  }

  private void assertNothingIsHeld() {
    assertThat(allocator.held()).isZero();
    assertThat(allocator.largest()).isLessThanOrEqualTo(FrameLimits.DATA.payload());
  }

  /** The bytes alone, as {@link FrameDecoder} hands them to its reader. */
  private void read(byte[] received) {
    FrameReader reader = new FrameReader(FrameLimits.DATA);
    ByteBuf in = Unpooled.wrappedBuffer(received);
    try {
      reader.read(in, allocator, this::check);
      if (reader.insideFrame()) {
        cutShort++;
      } else {
        decoded++;
      }
    } catch (ParameterException failure) {
      require(failure.code() == Code.BAD_FRAME, failure.toString());
      rejected++;
    }
    reader.release();
    require(reader.scratchBytes() <= Math.max(512, 2 * received.length), "scratch memory");
    require(in.release() || received.length == 0, "a slice of the input is still held");
  }

  /** The bytes through a channel of their own, in two pieces, with the connection's end. */
  private void connect(byte[] received) {
    EmbeddedChannel channel = new EmbeddedChannel();
    channel.config().setAllocator(allocator);
    channel.pipeline().addLast(new FrameDecoder(FrameLimits.DATA));
    int cut = random.nextInt(received.length + 1);
    boolean failed = fails(() -> channel.writeInbound(piece(received, 0, cut)));
    failed |= fails(() -> channel.writeInbound(piece(received, cut, received.length)));
    if (failed) {
      rejected++;
      channel.close();
    } else if (fails(channel::finish)) {
      cutShort++;
    } else {
      decoded++;
    }
    for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      check(frame);
    }
  }

  private static boolean fails(Runnable action) {
    try {
      action.run();
      return false;
    } catch (ParameterException failure) {
      require(failure.code() == Code.BAD_FRAME, failure.toString());
      return true;
    }
  }

  private ByteBuf piece(byte[] bytes, int from, int to) {
    return allocator.directBuffer(Math.max(1, to - from)).writeBytes(bytes, from, to - from);
  }

  /** What was decoded encodes to what was sent, byte for byte. */
  private void check(Frame frame) {
    byte[] again = new byte[frame.wireBytes()];
    System.arraycopy(sent, 0, again, 0, Math.min(Frame.PREFIX, again.length));
    byte[] header = frame.header().toByteArray();
    ByteBuf bytes = ((Payload.Bytes) frame.payload()).buffer();
    int payload = bytes.readableBytes();
    require(Frame.PREFIX + header.length + payload == sent.length, "another length");
    System.arraycopy(header, 0, again, Frame.PREFIX, header.length);
    bytes.getBytes(bytes.readerIndex(), again, sent.length - payload, payload);
    frame.release();
    require(Arrays.equals(again, sent), "decoded to other bytes than were sent");
  }

  private static void require(boolean condition, String what) {
    if (!condition) {
      throw new AssertionError(what + " (seed " + SEED + ")");
    }
  }

  /** One to three of: flipped bits, cut end, inserted bytes, removed bytes, a lying length. */
  private byte[] damage(byte[] frame) {
    byte[] bytes = frame.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(Math.max(1, bytes.length));
      bytes =
          switch (random.nextInt(6)) {
            case 0 -> flip(bytes, at, 1 << random.nextInt(8));
            case 1 -> flip(bytes, at, 1 + random.nextInt(255));
            case 2 -> Arrays.copyOf(bytes, at);
            case 3 -> insert(bytes, at, 1 + random.nextInt(40));
            case 4 -> remove(bytes, at, 1 + random.nextInt(8));
            default -> lie(bytes);
          };
    }
    return bytes;
  }

  private static byte[] flip(byte[] bytes, int at, int mask) {
    if (bytes.length > 0) {
      bytes[at] ^= (byte) mask;
    }
    return bytes;
  }

  private byte[] insert(byte[] bytes, int at, int count) {
    byte[] longer = Arrays.copyOf(bytes, bytes.length + count);
    System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
    for (int i = 0; i < count; i++) {
      longer[at + i] = (byte) random.nextInt();
    }
    return longer;
  }

  private static byte[] remove(byte[] bytes, int at, int count) {
    int end = Math.min(bytes.length, at + count);
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - at));
    System.arraycopy(bytes, end, shorter, at, bytes.length - end);
    return shorter;
  }

  /** A plausible other value in one of the two lengths. */
  private byte[] lie(byte[] bytes) {
    if (bytes.length < 8) {
      return bytes;
    }
    int field = 4 * random.nextInt(2);
    int value = random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(1 << 18);
    for (int i = 0; i < 4; i++) {
      bytes[field + i] = (byte) (value >>> 8 * i);
    }
    return bytes;
  }

  private static Header answer(FrameType type) {
    return Header.newBuilder().setType(type).setRequest(9).setShard(1).setVersion(7).build();
  }

  private byte[] encode(Header header, int payloadLength) {
    byte[] payload = new byte[payloadLength];
    random.nextBytes(payload);
    EmbeddedChannel channel =
        new EmbeddedChannel(new FrameEncoder(FrameLimits.DATA, new LongAdder()));
    channel.writeOutbound(new Frame(header, Payload.of(Unpooled.wrappedBuffer(payload)), 0));
    ByteBuf wire = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      wire.writeBytes(part);
      part.release();
    }
    byte[] bytes = new byte[wire.readableBytes()];
    wire.readBytes(bytes);
    return bytes;
  }
}
