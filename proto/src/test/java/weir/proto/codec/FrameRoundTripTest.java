package weir.proto.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.message.Totals;
import weir.proto.partition.TableRows;

class FrameRoundTripTest {

  record Sent(Header header, float[] values) {}

  @Property(tries = 300)
  void framesSurviveAnyCutOfTheStream(
      @ForAll("frames") List<Sent> sent, @ForAll("cuts") List<Integer> cuts) {
    ByteBuf wire = encode(sent);
    EmbeddedChannel channel = new EmbeddedChannel(new FrameDecoder(FrameLimits.DATA));
    List<ByteBuf> pieces = new ArrayList<>();
    for (int i = 0; wire.isReadable(); i++) {
      int length = Math.min(cuts.get(i % cuts.size()), wire.readableBytes());
      ByteBuf piece = wire.readBytes(length);
      pieces.add(piece);
      channel.writeInbound(piece);
    }
    wire.release();
    for (Sent expected : sent) {
      Frame frame = channel.readInbound();
      assertThat(frame.header()).isEqualTo(expected.header());
      float[] values = new float[frame.payload().floats()];
      frame.payload().read(values, 0);
      assertThat(values).containsExactly(expected.values());
      frame.release(); // frames cut from one piece share its count
    }
    assertThat(channel.finish()).isFalse();
    assertThat(pieces).allMatch(piece -> piece.refCnt() == 0);
  }

  @Property(tries = 300)
  void floatsSurviveAnyCutOfTheBuffer(
      @ForAll("floats") float[] values, @ForAll("cuts") List<Integer> cuts) {
    ByteBuf whole = Unpooled.directBuffer();
    WireNumbers.write(whole, values, 0, values.length);
    CompositeByteBuf pieces = Unpooled.compositeBuffer(1024);
    for (int i = 0; whole.isReadable(); i++) {
      int length = Math.min(cuts.get(i % cuts.size()), whole.readableBytes());
      pieces.addComponent(true, whole.readBytes(length));
    }
    float[] read = new float[values.length];
    WireNumbers.read(pieces, read, 0);
    assertThat(read).containsExactly(values);
    whole.release();
    pieces.release();
  }

  @Property(tries = 300)
  void rowsSurviveAnyCutOfTheBuffer(
      @ForAll("floats") float[] values, @ForAll("cuts") List<Integer> cuts) {
    int[] ids = new int[values.length + 1];
    Arrays.setAll(ids, i -> i * 1_000_003);
    TableRows rows = new TableRows(ids, 1, values.length, values, 0, 1);
    Payload sent = new Payloads(PooledByteBufAllocator.DEFAULT, false).copy(rows);
    ByteBuf whole = ((Payload.Bytes) sent).buffer();
    CompositeByteBuf pieces = Unpooled.compositeBuffer(1024);
    for (int i = 0; whole.isReadable(); i++) {
      int length = Math.min(cuts.get(i % cuts.size()), whole.readableBytes());
      pieces.addComponent(true, whole.readBytes(length));
    }
    Payload received = Payload.of(pieces);
    int[] readIds = new int[ids.length];
    float[] read = new float[values.length];
    received.readIds(readIds, 1, values.length);
    received.readRows(values.length, read, 0);
    assertThat(readIds).containsExactly(ids);
    assertThat(read).containsExactly(values);
    sent.release();
    received.release();
  }

  private static ByteBuf encode(List<Sent> sent) {
    EmbeddedChannel channel =
        new EmbeddedChannel(new FrameEncoder(FrameLimits.DATA, new LongAdder()));
    ByteBuf wire = Unpooled.buffer();
    for (Sent one : sent) {
      ByteBuf payload = Unpooled.directBuffer();
      WireNumbers.write(payload, one.values(), 0, one.values().length);
      channel.writeOutbound(new Frame(one.header(), Payload.of(payload), 0));
    }
    for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
      wire.writeBytes(part);
      part.release();
    }
    channel.finish();
    return wire;
  }

  @Provide
  static Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(1, 70).list().ofMinSize(1).ofMaxSize(8);
  }

  @Provide
  static Arbitrary<float[]> floats() {
    return Arbitraries.floats().array(float[].class).ofMinSize(1).ofMaxSize(60);
  }

  @Provide
  static Arbitrary<List<Sent>> frames() {
    Arbitrary<Long> numbers = Arbitraries.longs();
    return Combinators.combine(numbers, Arbitraries.integers(), Arbitraries.doubles(), floats())
        .as(FrameRoundTripTest::weights)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(ArrayList::new);
  }

  private static Sent weights(long number, int chunk, double loss, float[] values) {
    Header header =
        Header.newBuilder()
            .setType(FrameType.WEIGHTS)
            .setRequest(number)
            .setTraining(~number)
            .setChunk(chunk)
            .setVersion(number)
            .setTotals(Totals.newBuilder().setLoss(loss).setStep(number))
            .build();
    return new Sent(header, values);
  }
}
