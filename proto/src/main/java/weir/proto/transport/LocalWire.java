package weir.proto.transport;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Frame;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.Header;

/**
 * Both ends of a connection inside one JVM. Frames are handed over as objects, without codec and
 * without a thread of its own: a request is handled on the thread that sends it, in its turn, and
 * an answer arrives at the end of the turn that it was made in ({@link Turns}). Bytes are counted
 * as if they had travelled.
 */
final class LocalWire implements Wire, Connection {
  private static final Payloads PAYLOADS = new Payloads(PooledByteBufAllocator.DEFAULT, true);

  private final LocalServer server;
  private final FrameClient client;
  private final EventExecutor timers;
  private final LongAdder sentBytes = new LongAdder();
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Held while something arrives: whoever closes waits for that. */
  private final Lock arriving = new ReentrantLock();

  LocalWire(LocalServer server, FrameClientSpec spec, EventExecutor timers) {
    this.server = server;
    this.timers = timers;
    this.client = new FrameClient(spec, this);
  }

  FrameClient client() {
    return client;
  }

  @Override
  public void send(Frame frame, int priority) {
    if (closed.get()) {
      frame.release();
      return;
    }
    sentBytes.add(bytes(frame.header(), frame.payload()));
    server.turns().take(() -> Handling.handle(server.handler(), this, frame));
  }

  @Override
  public void send(Header header, Payload payload) {
    Frame frame = new Frame(header, payload, bytes(header, payload));
    if (server.turns().leave(() -> arrive(frame))) {
      return;
    }
    try {
      server.timers().execute(() -> server.turns().take(() -> arrive(frame)));
    } catch (RejectedExecutionException shutDown) {
      frame.release(); // the server's end fails all that wait
    }
  }

  private void arrive(Frame frame) {
    arriving.lock();
    try {
      if (!closed.get()) {
        client.onFrame(frame);
      }
    } finally {
      arriving.unlock();
      frame.release();
    }
  }

  private static int bytes(Header header, Payload payload) {
    return Frame.PREFIX + header.getSerializedSize() + payload.bytes();
  }

  @Override
  public Payloads payloads() {
    return PAYLOADS;
  }

  @Override
  public EventExecutor timers() {
    return timers;
  }

  @Override
  public long sentBytes() {
    return sentBytes.sum();
  }

  @Override
  public String peer() {
    return "this JVM";
  }

  @Override
  public boolean isOpen() {
    return !closed.get();
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      server.forget(this);
      server.handler().onClose(this);
      client.breakWith(
          new ParameterException(Code.CONNECTION, client.peer() + " closed the connection"));
    }
    arriving.lock();
    arriving.unlock();
  }
}
