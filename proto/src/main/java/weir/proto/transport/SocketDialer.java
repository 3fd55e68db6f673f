package weir.proto.transport;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.LongAdder;

/** Connects over TCP. */
final class SocketDialer implements Dialer {
  /** What a channel holds at most, so that priorities still matter for the rest. */
  private static final WriteBufferWaterMark WATER_MARK =
      new WriteBufferWaterMark(256 * 1024, 1024 * 1024);

  private final FrameClientSpec spec;
  private final Bootstrap bootstrap;
  private final LongAdder sentBytes = new LongAdder();
  private CompletableFuture<FrameClient> accepted;

  SocketDialer(FrameClientSpec spec, ClientLoops loops) {
    this.spec = spec;
    this.bootstrap =
        new Bootstrap()
            .group(loops.group())
            .channel(Transports.clientChannel())
            .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .option(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
            .option(ChannelOption.TCP_NODELAY, true)
            .option(ChannelOption.SO_KEEPALIVE, true)
            .option(
                ChannelOption.CONNECT_TIMEOUT_MILLIS,
                (int) Math.min(Integer.MAX_VALUE, spec.connectMillis()))
            .handler(new FramePipeline(spec.limits(), sentBytes, this::handler));
  }

  private ChannelHandler handler(Channel channel) {
    ChannelWire wire = new ChannelWire(channel, sentBytes);
    return new ClientConnection(new FrameClient(spec, wire), wire, accepted);
  }

  @Override
  public FrameClient dial(long millis)
      throws InterruptedException, ExecutionException, TimeoutException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    accepted = new CompletableFuture<>();
    InetSocketAddress address =
        new InetSocketAddress(spec.endpoint().host(), spec.endpoint().port());
    ChannelFuture connected = bootstrap.connect(address);
    boolean done = false;
    try {
      if (!connected.await(millis, TimeUnit.MILLISECONDS)) {
        connected.cancel(false);
        throw new TimeoutException("no answer");
      }
      if (!connected.isSuccess()) {
        throw new ExecutionException(connected.cause());
      }
      FrameClient client = accept(end - System.nanoTime());
      done = true;
      return client;
    } finally {
      if (!done) {
        connected.channel().close();
      }
    }
  }

  private FrameClient accept(long nanos)
      throws InterruptedException, ExecutionException, TimeoutException {
    try {
      return accepted.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException failure) {
      throw new TimeoutException("it accepts connections but does not answer as a Weir server");
    }
  }
}
