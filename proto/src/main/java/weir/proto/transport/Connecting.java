package weir.proto.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.transport.Endpoint.Transport;

/** One client's attempts to connect until its time is over. */
final class Connecting {
  private static final long FIRST_PAUSE_MILLIS = 20;
  private static final long LONGEST_PAUSE_MILLIS = 500;

  /** What a channel holds at most, so that priorities still matter for the rest. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

  private final FrameClientSpec spec;
  private final Bootstrap bootstrap;
  private final long endNanos;
  private final LongAdder sentBytes = new LongAdder();
  private CompletableFuture<FrameClient> accepted;

  Connecting(FrameClientSpec spec, ClientLoops loops) {
    Transport transport = spec.endpoint().transport();
    if (loops.transport() != transport) {
      throw new IllegalArgumentException(
          "endpoint " + spec.endpoint() + " (expected: " + loops.transport() + " like the others)");
    }
    this.spec = spec;
    this.endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(spec.connectMillis());
    this.bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(Transports.clientChannel(transport))
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .handler(
                new FramePipeline(
                    transport,
                    spec.limits(),
                    sentBytes,
                    channel ->
                        new ClientConnection(new FrameClient(spec, channel, sentBytes), accepted)));
    if (transport == Transport.TCP) {
      bootstrap
          .option(ChannelOption.TCP_NODELAY, true)
          .option(ChannelOption.SO_KEEPALIVE, true)
          .option(
              ChannelOption.CONNECT_TIMEOUT_MILLIS,
              (int) Math.min(Integer.MAX_VALUE, spec.connectMillis()));
    }
  }

  FrameClient connect() throws InterruptedException {
    long pause = FIRST_PAUSE_MILLIS;
    Throwable cause = null;
    while (true) {
      Throwable failure = attempt();
      if (failure == null) {
        return accepted.join();
      }
      // The last attempt may just have had no time: an earlier reason says more.
      cause = cause == null || !(failure instanceof TimeoutException) ? failure : cause;
      if (cause instanceof ParameterException known && known.code() == Code.INCOMPATIBLE) {
        throw known;
      }
      if (leftMillis() <= pause) {
        throw new ParameterException(
            Code.CONNECTION,
            spec.peer()
                + " unreachable for "
                + spec.connectMillis() / 1000.0
                + " s ("
                + reason(cause)
                + "); "
                + spec.hint(),
            cause);
      }
      Thread.sleep(pause);
      pause = Math.min(LONGEST_PAUSE_MILLIS, 2 * pause);
    }
  }

  /** Null when connected, else why not. */
  private Throwable attempt() throws InterruptedException {
    accepted = new CompletableFuture<>();
    ChannelFuture connected = bootstrap.connect(Transports.address(spec.endpoint()));
    try {
      if (!connected.await(leftMillis(), TimeUnit.MILLISECONDS)) {
        connected.cancel(false);
        connected.channel().close();
        return new TimeoutException("no answer");
      }
      if (!connected.isSuccess()) {
        return connected.cause();
      }
      accepted.get(leftMillis(), TimeUnit.MILLISECONDS);
      return null;
    } catch (ExecutionException failure) {
      return failure.getCause();
    } catch (TimeoutException failure) {
      connected.channel().close();
      return new TimeoutException("it accepts connections but does not answer as a Weir server");
    } catch (InterruptedException interrupted) {
      connected.channel().close();
      throw interrupted;
    }
  }

  private long leftMillis() {
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
  }

  private static String reason(Throwable cause) {
    if (cause instanceof ConnectException) {
      return "connection refused";
    }
    if (cause instanceof UnknownHostException) {
      return "unknown host";
    }
    return cause instanceof ParameterException || cause instanceof TimeoutException
        ? cause.getMessage()
        : cause.toString();
  }
}
