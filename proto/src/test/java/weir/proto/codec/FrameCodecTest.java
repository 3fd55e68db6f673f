package weir.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.message.FrameType;
import weir.proto.message.Header;

class FrameCodecTest {

  @Test
  void decodesWhatWasEncoded() {
    float[] gradient = {1, -2.5f, Float.NaN, Float.MIN_VALUE};
    Header header = Samples.push(7, 3);
    Frame frame = only(decode(encode(header, gradient)));
    assertThat(frame.header()).isEqualTo(header);
    float[] read = new float[4];
    frame.payload().read(read, 0);
    assertThat(read).containsExactly(gradient);
    assertThat(frame.wireBytes()).isEqualTo(16 + header.getSerializedSize() + 16);
    frame.release();
  }

  @Test
  void decodesOneByteAtATime() {
    ByteBuf wire = encode(Samples.push(7, 3), 1, 2, 3);
    EmbeddedChannel channel = decoder();
    while (wire.isReadable()) {
      assertThat(channel.<Frame>readInbound()).isNull();
      channel.writeInbound(wire.readRetainedSlice(1));
    }
    wire.release();
    Frame frame = channel.readInbound();
    assertThat(frame.header()).isEqualTo(Samples.push(7, 3));
    assertThat(frame.payload().bytes()).isEqualTo(12);
    frame.release();
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void decodesSeveralFramesOfOneRead() {
    ByteBuf wire = Unpooled.buffer();
    for (int i = 0; i < 5; i++) {
      ByteBuf one = encode(Samples.push(i, i), i);
      wire.writeBytes(one);
      one.release();
    }
    List<Frame> frames = decode(wire);
    assertThat(frames).hasSize(5);
    assertThat(frames.get(4).header().getRequest()).isEqualTo(4);
    frames.forEach(Frame::release);
  }

  @Test
  void passesAPayloadOnBySlice() {
    ByteBuf wire = encode(Samples.push(1, 1), 1, 2);
    EmbeddedChannel channel = decoder();
    channel.writeInbound(wire);
    Frame frame = channel.readInbound();
    assertThat(((Payload.Bytes) frame.payload()).buffer().unwrap()).isNotNull();
    assertThat(wire.refCnt()).isEqualTo(1);
    frame.release();
    assertThat(wire.refCnt()).isZero();
    channel.finish();
  }

  @Test
  void everyTruncationIsAFailureWhenTheConnectionEnds() {
    ByteBuf wire = encode(Samples.push(1, 1), 1, 2);
    for (int length = 1; length < wire.readableBytes(); length++) {
      EmbeddedChannel channel = decoder();
      channel.writeInbound(wire.retainedSlice(0, length));
      assertThat(channel.<Frame>readInbound()).isNull();
      assertThatThrownBy(channel::finish).satisfies(FrameCodecTest::isBadFrame);
    }
    wire.release();
  }

  @Test
  void bytesLeftOverInTheHeaderAreAFailure() {
    byte[] header = Samples.push(1, 1).toByteArray();
    byte[] longer = Arrays.copyOf(header, header.length + 1);
    assertBad(raw(longer, new byte[4]), "header");
    byte[] unknownField = Arrays.copyOf(header, header.length + 3);
    unknownField[header.length] = (byte) 0xB8; // field 200, varint
    unknownField[header.length + 1] = 0x0C;
    unknownField[header.length + 2] = 1;
    assertBad(raw(unknownField, new byte[4]), "unknown fields");
  }

  @Test
  void anUnknownTypeIsAFailure() {
    assertBad(raw(Header.newBuilder().setTypeValue(99).build().toByteArray()), "type=99");
    assertBad(raw(Header.newBuilder().setRequest(1).build().toByteArray()), "type=0");
  }

  @Test
  void aMissingPartIsAFailure() {
    assertBad(raw(typed(FrameType.PUSH), new byte[4]), "PUSH without push");
    assertBad(raw(typed(FrameType.APPLY)), "APPLY without sums");
    assertBad(raw(typed(FrameType.INIT)), "INIT without init");
    assertBad(raw(typed(FrameType.FAILED)), "FAILED without failure");
    assertBad(raw(typed(FrameType.CONTROL)), "CONTROL without control");
  }

  @Test
  void aPayloadThatDoesNotFitTheTypeIsAFailure() {
    assertBad(raw(Samples.push(1, 1).toByteArray(), new byte[6]), "multiple of 4");
    assertBad(raw(Samples.push(1, 1).toByteArray()), "payload length 0");
    assertBad(raw(typed(FrameType.NORMS), new byte[12]), "multiple of 8");
    assertBad(raw(typed(FrameType.STATUS), new byte[4]), "expected: 0");
  }

  @Test
  void lengthsBeyondTheLimitsFailBeforeTheirBytesCome() {
    ByteBuf wire = encode(Samples.push(1, 1), 1, 2);
    assertBad(wire.copy(0, 16).setIntLE(0, Integer.MAX_VALUE), "payload length");
    assertBad(wire.copy(0, 16).setIntLE(0, 3), "payload length");
    assertBad(wire.copy(0, 16).setIntLE(4, 64 * 1024 + 1), "header length");
    assertBad(wire.copy(0, 16).setIntLE(4, 0), "header length");
    assertBad(wire.copy(0, 16).setIntLE(4, 1 << 31 | 10), "flags");
    wire.release();
  }

  @Test
  void aLargeHeaderIsForInitAndControlOnly() {
    ByteString large = ByteString.copyFrom(new byte[200_000]);
    Header control = Header.newBuilder().setType(FrameType.CONTROL).setControl(large).build();
    Frame frame = only(decode(encode(control)));
    assertThat(frame.header()).isEqualTo(control);
    Header status = control.toBuilder().setType(FrameType.STATUS).build();
    ByteBuf wire = raw(status.toByteArray());
    wire.setIntLE(4, Frame.LARGE_HEADER << Frame.LENGTH_BITS | status.getSerializedSize());
    assertBad(seal(wire, status.getSerializedSize()), "STATUS with header length");
  }

  @Test
  void aDamagedPayloadFailsWhereItIsChecked() {
    ByteBuf wire = encode(Samples.push(1, 1), 1, 2);
    int last = wire.readableBytes() - 1;
    assertBad(wire.setByte(last, wire.getByte(last) ^ 1), "payload checksum");
  }

  @Test
  void nothingIsDecodedAfterAFailure() {
    ByteBuf wire = encode(Samples.push(1, 1), 1);
    ByteBuf broken = wire.copy().setByte(20, wire.getByte(20) ^ 4);
    EmbeddedChannel channel = decoder();
    assertThatThrownBy(() -> channel.writeInbound(broken)).satisfies(FrameCodecTest::isBadFrame);
    channel.writeInbound(wire);
    assertThat(channel.<Frame>readInbound()).isNull();
    assertThat(channel.finish()).isFalse();
  }

  @Test
  void floatsSurviveBuffersOfManyPieces() {
    float[] values = {1.5f, -2, 3e-20f, 4e20f, Float.NEGATIVE_INFINITY, 6, 7};
    ByteBuf whole = Unpooled.buffer();
    WireNumbers.write(whole, values, 0, values.length);
    for (int piece = 1; piece <= 9; piece++) {
      CompositeByteBuf pieces = Unpooled.compositeBuffer(64);
      for (int at = 0; at < whole.readableBytes(); at += piece) {
        int length = Math.min(piece, whole.readableBytes() - at);
        pieces.addComponent(true, whole.copy(at, length));
      }
      float[] read = new float[values.length + 1];
      WireNumbers.read(pieces, read, 1);
      assertThat(Arrays.copyOfRange(read, 1, read.length)).containsExactly(values);
      pieces.release();
    }
    whole.release();
  }

  @Test
  void aHeaderThatTheOtherSideWouldRefuseIsNotWritten() {
    String text = "x".repeat(FrameLimits.DATA.header());
    Header failed = Header.newBuilder().setType(FrameType.FAILED).setText(text).build();
    assertThatThrownBy(() -> encode(failed))
        .isInstanceOf(ParameterException.class)
        .hasMessageMatching(
            "bad frame: FAILED with header length 655\\d\\d \\(expected: 1..65536\\)");
    assertThat(encode(failed.toBuilder().setType(FrameType.CONTROL).build()).readableBytes())
        .isGreaterThan(65536);
  }

  /** Above the length are flags: what reached them would be read as another frame. */
  @Test
  void noLimitReachesTheFlags() {
    assertThat(new FrameLimits(1, (1 << 28) - 1, 0).largeHeader()).isEqualTo((1 << 28) - 1);
    assertThatThrownBy(() -> new FrameLimits(1, 1 << 28, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("largeHeader < 2^28");
  }

  @Test
  void aPayloadThatTheOtherSideWouldRefuseIsNotWritten() {
    Header weights = Header.newBuilder().setType(FrameType.WEIGHTS).setVersion(1).build();
    float[] longest = new float[FrameLimits.DATA.payload() / Float.BYTES];
    ByteBuf whole = encode(weights, longest);
    assertThat(whole.readableBytes()).isGreaterThan(FrameLimits.DATA.payload());
    whole.release();
    assertThatThrownBy(() -> encode(weights, new float[longest.length + 1]))
        .isInstanceOf(ParameterException.class)
        .hasMessage("bad frame: WEIGHTS with payload length 262148 (expected: 0..262144)");
  }

  private static byte[] typed(FrameType type) {
    return Header.newBuilder().setType(type).build().toByteArray();
  }

  private static ByteBuf encode(Header header, float... values) {
    ByteBuf payload = Unpooled.directBuffer();
    WireNumbers.write(payload, values, 0, values.length);
    EmbeddedChannel channel =
        new EmbeddedChannel(new FrameEncoder(FrameLimits.DATA, new LongAdder()));
    channel.writeOutbound(new Frame(header, Payload.of(payload), 0));
    ByteBuf wire = Unpooled.buffer();
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      wire.writeBytes(part);
      part.release();
    }
    channel.finish();
    return wire;
  }

  /** A frame as the encoder would never write it, with right checksums. */
  private static ByteBuf raw(byte[] header, byte... payload) {
    ByteBuf wire = Unpooled.buffer();
    wire.writeIntLE(12 + header.length + payload.length).writeIntLE(header.length);
    wire.writeIntLE(0).writeIntLE(0).writeBytes(header).writeBytes(payload);
    return seal(wire, header.length);
  }

  private static ByteBuf seal(ByteBuf wire, int headerLength) {
    CRC32C crc = new CRC32C();
    crc.update(wire.nioBuffer(0, 12));
    crc.update(wire.nioBuffer(16, headerLength));
    ByteBuffer sum = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
    return wire.setBytes(12, sum.putInt(0, (int) crc.getValue()));
  }

  private static EmbeddedChannel decoder() {
    return new EmbeddedChannel(new FrameDecoder(FrameLimits.DATA));
  }

  private static List<Frame> decode(ByteBuf wire) {
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(FrameLimits.DATA));
    channel.writeInbound(wire);
    List<Frame> frames = new ArrayList<>();
    for (Frame frame = channel.readInbound(); frame != null; frame = channel.readInbound()) {
      frames.add(frame);
    }
    channel.finish();
    return frames;
  }

  private static Frame only(List<Frame> frames) {
    assertThat(frames).hasSize(1);
    return frames.get(0);
  }

  private static void assertBad(ByteBuf wire, String text) {
    EmbeddedChannel channel = decoder();
    assertThatThrownBy(() -> channel.writeInbound(wire))
        .hasMessageContaining(text)
        .satisfies(FrameCodecTest::isBadFrame);
    channel.finish();
  }

  private static void isBadFrame(Throwable failure) {
    assertThat(failure).isInstanceOf(ParameterException.class);
    assertThat(((ParameterException) failure).code()).isEqualTo(Code.BAD_FRAME);
  }
}
