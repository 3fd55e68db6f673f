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
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;
import weir.proto.codec.FrameLimits;

/** A server on a TCP port: each connection belongs to one of its loops. */
final class SocketServer implements FrameServer {
  private final EventLoopGroup group;
  private final List<EventLoop> loops;
  private final ChannelGroup connections;
  private final Channel channel;
  private final Endpoint endpoint;

  private SocketServer(
      EventLoopGroup group, ChannelGroup connections, Channel channel, Endpoint endpoint) {
    this.group = group;
    this.loops = Transports.list(group);
    this.connections = connections;
    this.channel = channel;
    this.endpoint = endpoint;
  }

  static SocketServer start(
      Endpoint bind,
      int loops,
      FrameLimits limits,
      ConnectionLimits accepted,
      FrameHandler handler) {
    EventLoopGroup group = Transports.loops(bind.transport(), loops, "weir-server");
    ChannelGroup connections = new DefaultChannelGroup(ImmediateEventExecutor.INSTANCE);
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(Transports.serverChannel())
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(
                new FramePipeline(
                    limits,
                    new LongAdder(),
                    connection -> {
                      int open = connections.size();
                      connections.add(connection);
                      return new ServerConnection(connection, handler, accepted, open);
                    }));
    ChannelFuture bound =
        bootstrap.bind(new InetSocketAddress(bind.host(), bind.port())).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      Transports.shutDown(group);
      throw new ParameterException(
          Code.CONNECTION,
          "cannot listen on " + bind + " (" + bound.cause().getMessage() + "); choose another port",
          bound.cause());
    }
    int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
    Endpoint endpoint = Endpoint.tcp(bind.host(), port);
    return new SocketServer(group, connections, bound.channel(), endpoint);
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public List<Executor> owners() {
    return loops.stream().map(SocketServer::owner).toList();
  }

  /** What arrives on the loop itself is done at once. */
  private static Executor owner(EventLoop loop) {
    return work -> {
      if (loop.inEventLoop()) {
        work.run();
      } else {
        loop.execute(work);
      }
    };
  }

  @Override
  public EventExecutor timers() {
    return loops.get(0);
  }

  @Override
  public void close() {
    channel.close().awaitUninterruptibly();
    connections.close().awaitUninterruptibly();
    Transports.shutDown(group);
  }
}
