package weir.proto.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.FrameLimits;
import weir.proto.transport.Endpoint.Transport;

/**
 * Accepts connections on one endpoint and hands their frames to a {@link FrameHandler}. Each
 * connection belongs to one of {@link #loops()}; a handler may give other work to these loops, and
 * run it at once when it is already on the right one. Thread-safe.
 */
public final class FrameServer implements AutoCloseable {
  private final EventLoopGroup group;
  private final List<EventLoop> loops;
  private final ChannelGroup connections;
  private final Channel channel;
  private final Endpoint endpoint;

  private FrameServer(
      EventLoopGroup group, ChannelGroup connections, Channel channel, Endpoint endpoint) {
    this.group = group;
    this.loops = loopsOf(group);
    this.connections = connections;
    this.channel = channel;
    this.endpoint = endpoint;
  }

  /**
   * Binds and listens.
   *
   * @param bind port 0 chooses a free one: see {@link #endpoint()}
   * @param loops number of event loops, each a daemon thread
   * @throws ParameterException CONNECTION when the address cannot be bound
   */
  public static FrameServer start(
      Endpoint bind, int loops, FrameLimits limits, FrameHandler handler) {
    EventLoopGroup group = Transports.loops(bind.transport(), loops, "weir-server");
    ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(Transports.serverChannel(bind.transport()))
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childHandler(
                new FramePipeline(
                    bind.transport(),
                    limits,
                    new LongAdder(),
                    connection -> {
                      connections.add(connection);
                      return new ServerConnection(connection, handler);
                    }));
    if (bind.transport() == Transport.TCP) {
      bootstrap
          .option(ChannelOption.SO_REUSEADDR, true)
          .childOption(ChannelOption.TCP_NODELAY, true)
          .childOption(ChannelOption.SO_KEEPALIVE, true);
    }
    ChannelFuture bound = bootstrap.bind(Transports.address(bind)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Transports.shutDown(group);
      throw new ParameterException(
          Code.CONNECTION,
          "cannot listen on " + bind + " (" + bound.cause().getMessage() + "); choose another port",
          bound.cause());
    }
    Endpoint endpoint =
        bound.channel().localAddress() instanceof InetSocketAddress socket
            ? Endpoint.tcp(bind.host(), socket.getPort())
            : bind;
    return new FrameServer(group, connections, bound.channel(), endpoint);
  }

  private static List<EventLoop> loopsOf(EventLoopGroup group) {
    List<EventLoop> loops = new ArrayList<>();
    group.forEach(loop -> loops.add((EventLoop) loop));
    return List.copyOf(loops);
  }

  /** The address for clients: the host it was bound with and the port it got. */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** The threads that own the connections, always in the same order. */
  public List<EventLoop> loops() {
    return loops;
  }

  /** Stops listening and closes every connection; clients fail what waits on theirs. */
  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
    Transports.shutDown(group);
  }
}
