package weir.server.shard;

import io.netty.buffer.PooledByteBufAllocator;
import java.util.ArrayDeque;
import java.util.Deque;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Header;
import weir.proto.transport.Connection;

/** Keeps what was sent, payloads as arrays. */
public final class FakeConnection implements Connection {

  /** A frame that was sent; numbers of WEIGHTS or NORMS. */
  public record Answer(Header header, float[] floats, double[] doubles) {
    public FrameType type() {
      return header.getType();
    }
  }

  private final String name;
  private final Deque<Answer> answers = new ArrayDeque<>();
  private boolean open = true;

  public FakeConnection(String name) {
    this.name = name;
  }

  @Override
  public void send(Header header, Payload payload) {
    float[] floats = new float[0];
    double[] doubles = new double[0];
    if (header.getType() == FrameType.NORMS) {
      doubles = new double[payload.bytes() / Double.BYTES];
      payload.readDoubles(doubles, 0);
    } else {
      floats = new float[payload.floats()];
      payload.read(floats, 0);
    }
    payload.release();
    if (open) {
      answers.add(new Answer(header, floats, doubles));
    }
  }

  /** The oldest frame not taken yet, null when there is none. */
  public Answer poll() {
    return answers.poll();
  }

  /** The only frame that waits. */
  public Answer only() {
    if (answers.size() != 1) {
      throw new AssertionError(answers.size() + " answers (expected: 1): " + answers);
    }
    return answers.poll();
  }

  public boolean isSilent() {
    return answers.isEmpty();
  }

  @Override
  public Payloads payloads() {
    return new Payloads(PooledByteBufAllocator.DEFAULT, false);
  }

  @Override
  public String peer() {
    return name;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }
}
