package weir.proto.transport;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.Frame;
import weir.proto.codec.Payload;
import weir.proto.codec.Payloads;
import weir.proto.message.FrameType;
import weir.proto.message.Header;

/**
 * A client's end of one connection. Every request is registered before it is sent; an answer, a
 * failure, the deadline or the end of the connection completes it, whichever comes first.
 * Thread-safe.
 */
public final class FrameClient implements AutoCloseable {
  private static final double NANOS = 1e9;
  private static final long SLOWEST_SWEEP_MILLIS = 1000;

  private final FrameClientSpec spec;
  private final Wire wire;
  private final PendingReplies pending = new PendingReplies();
  private final Credits credits;
  private final LongAdder receivedBytes = new LongAdder();
  private volatile ParameterException broken;
  private long sweepMillis = Long.MAX_VALUE;

  FrameClient(FrameClientSpec spec, Wire wire) {
    this.spec = spec;
    this.wire = wire;
    this.credits = new Credits(spec.creditBytes());
  }

  /**
   * Connects, trying again until the spec's time is over.
   *
   * @throws ParameterException CONNECTION or INCOMPATIBLE, with the address and what to do
   */
  public static FrameClient connect(FrameClientSpec spec, ClientLoops loops)
      throws InterruptedException {
    Endpoint.Transport transport = spec.endpoint().transport();
    if (loops.transport() != transport) {
      throw new IllegalArgumentException(
          "endpoint " + spec.endpoint() + " (expected: " + loops.transport() + " like the others)");
    }
    Dialer dialer =
        switch (transport) {
          case LOCAL -> LocalServer.dialer(spec, loops);
          case TCP -> new SocketDialer(spec, loops);
        };
    return new Connecting(spec, dialer).connect();
  }

  /**
   * Waits until {@code bytes} more may be on their way. The credit returns with the answer to the
   * request it is then given to.
   *
   * @throws ParameterException DEADLINE, or CONNECTION when the connection ends first
   */
  public void awaitCredit(long bytes, long waitMillis) throws InterruptedException {
    if (!credits.acquire(bytes, TimeUnit.MILLISECONDS.toNanos(waitMillis))) {
      throw broken != null
          ? broken
          : new ParameterException(
              Code.DEADLINE,
              peer()
                  + " has not answered enough requests to send "
                  + bytes
                  + " more bytes, for "
                  + waitMillis / 1000.0
                  + " s; see the server's log, or raise cluster.deadlineSeconds");
    }
  }

  /**
   * Sends a request. Never blocks.
   *
   * @param header without a request number: this sets it
   * @param body its payload (taken over), the credit it holds and its priority
   */
  public void request(
      Header.Builder header, Outbound body, PendingReply reply, long deadlineMillis) {
    reply.credit = body.credit();
    reply.sentNanos = System.nanoTime();
    reply.deadlineNanos = reply.sentNanos + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
    if (!pending.register(reply)) {
      body.payload().release();
      fail(reply, broken);
      return;
    }
    sweepWithin(deadlineMillis);
    header.setRequest(reply.request);
    wire.send(new Frame(header.build(), body.payload(), 0), body.priority());
  }

  /** Sends a frame that is not answered. */
  public void tell(Header header) {
    wire.send(new Frame(header, Payload.NONE, 0), Outbound.FIRST);
  }

  /** Where payloads come from. */
  public Payloads payloads() {
    return wire.payloads();
  }

  /** The peer as messages name it: "server host:port". */
  public String peer() {
    return spec.peer();
  }

  /** Bytes written so far, frames with prefixes and headers. */
  public long sentBytes() {
    return wire.sentBytes();
  }

  /** Bytes of the frames read so far. */
  public long receivedBytes() {
    return receivedBytes.sum();
  }

  /** Fails all that wait, naming the peer. */
  @Override
  public void close() {
    breakWith(
        new ParameterException(Code.CONNECTION, "the connection to " + peer() + " was closed"));
  }

  void onFrame(Frame frame) {
    receivedBytes.add(frame.wireBytes());
    Header header = frame.header();
    PendingReply reply = pending.take(header.getRequest());
    if (reply == null) {
      if (header.getType() == FrameType.FAILED && header.getRequest() == 0) {
        breakWith(refused(header, "the connection"));
      }
      return; // an answer to what was given up before
    }
    if (header.getType() == FrameType.FAILED) {
      fail(reply, refused(header, reply.what()));
      return;
    }
    credits.release(reply.credit);
    try {
      reply.onReply(header, frame.payload());
    } catch (ParameterException failure) {
      reply.onFailure(failure);
    } catch (RuntimeException defect) {
      reply.onFailure(
          new ParameterException(
              Code.INTERNAL, peer() + ": " + reply.what() + ": " + defect, defect));
    }
  }

  private ParameterException refused(Header header, String what) {
    return new ParameterException(
        Failures.code(header.getFailure()), peer() + ": " + what + ": " + header.getText());
  }

  /** Fails all that wait and all that comes later; the first reason counts. */
  void breakWith(ParameterException reason) {
    synchronized (this) {
      if (broken == null) {
        broken = reason;
      }
    }
    wire.close();
    for (PendingReply reply : pending.close()) {
      fail(
          reply,
          new ParameterException(
              broken.code(),
              broken.getMessage() + "; " + reply.what() + " had waited " + waited(reply),
              broken));
    }
    credits.close();
  }

  private void fail(PendingReply reply, ParameterException failure) {
    credits.release(reply.credit);
    reply.onFailure(failure);
  }

  private static String waited(PendingReply reply) {
    return Math.round((System.nanoTime() - reply.sentNanos) / NANOS * 10) / 10.0 + " s";
  }

  /** Looks for expired requests often enough for the shortest deadline so far. */
  private void sweepWithin(long deadlineMillis) {
    long wanted = Math.max(1, Math.min(SLOWEST_SWEEP_MILLIS, deadlineMillis / 8));
    synchronized (this) {
      if (wanted >= sweepMillis) {
        return;
      }
      sweepMillis = wanted;
    }
    try {
      wire.timers().schedule(() -> sweep(wanted), wanted, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException shutDown) {
      breakWith(
          new ParameterException(
              Code.CONNECTION, "the client of " + peer() + " is closed", shutDown));
    }
  }

  private void sweep(long everyMillis) {
    for (PendingReply reply : pending.takeExpired(System.nanoTime())) {
      fail(
          reply,
          new ParameterException(
              Code.DEADLINE,
              peer()
                  + ": "
                  + reply.what()
                  + ": no answer for "
                  + waited(reply)
                  + "; see the server's log, or raise cluster.deadlineSeconds"));
    }
    boolean current;
    synchronized (this) {
      current = everyMillis == sweepMillis;
    }
    if (current && broken == null) {
      wire.timers().schedule(() -> sweep(everyMillis), everyMillis, TimeUnit.MILLISECONDS);
    }
  }

  /**
   * What a request carries besides its header.
   *
   * @param payload {@link Payload#NONE} for none
   * @param credit bytes of {@link #awaitCredit} that return with the answer
   * @param priority lower goes first
   */
  public record Outbound(Payload payload, long credit, int priority) {
    /** The priority of what must not wait behind chunks. */
    public static final int FIRST = -1;

    /** A header alone, ahead of everything. */
    public static final Outbound EMPTY = new Outbound(Payload.NONE, 0, FIRST);
  }
}
