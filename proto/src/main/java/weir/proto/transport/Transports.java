package weir.proto.transport;

import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.local.LocalIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import weir.proto.transport.Endpoint.Transport;

/** The one place that knows which Netty classes carry a transport: epoll where it is available. */
final class Transports {
  private static final long SHUTDOWN_MILLIS = 2000;

  private Transports() {}

  /** Daemon threads named after {@code role}. */
  static EventLoopGroup loops(Transport transport, int threads, String role) {
    IoHandlerFactory factory =
        switch (transport) {
          case LOCAL -> LocalIoHandler.newFactory();
          case TCP -> Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
        };
    return new MultiThreadIoEventLoopGroup(threads, new DefaultThreadFactory(role, true), factory);
  }

  static Class<? extends ServerChannel> serverChannel() {
    return Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
  }

  static Class<? extends Channel> clientChannel() {
    return Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class;
  }

  /** The threads of {@code group}, always in the same order. */
  static List<EventLoop> list(EventLoopGroup group) {
    List<EventLoop> loops = new ArrayList<>();
    group.forEach(loop -> loops.add((EventLoop) loop));
    return List.copyOf(loops);
  }

  /** What a peer's address reads like in messages. */
  static String text(SocketAddress address) {
    if (address instanceof InetSocketAddress socket) {
      return Endpoint.tcp(socket.getHostString(), socket.getPort()).toString();
    }
    return String.valueOf(address);
  }

  /** Ends the threads; waits for them unless called from one of them. */
  static void shutDown(EventLoopGroup group) {
    var ended = group.shutdownGracefully(0, SHUTDOWN_MILLIS, TimeUnit.MILLISECONDS);
    for (var loop : group) {
      if (loop.inEventLoop()) {
        return;
      }
    }
    ended.awaitUninterruptibly(2 * SHUTDOWN_MILLIS);
  }
}
