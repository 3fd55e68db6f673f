package weir.proto.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/** A server for clients of the same JVM, found by its name. */
final class LocalServer implements FrameServer {
  private static final Map<String, LocalServer> BY_NAME = new ConcurrentHashMap<>();

  private final Endpoint endpoint;
  private final FrameHandler handler;
  private final EventLoopGroup group;
  private final List<EventLoop> loops;
  private final Set<LocalWire> connections = ConcurrentHashMap.newKeySet();

  private LocalServer(Endpoint endpoint, int loops, FrameHandler handler) {
    this.endpoint = endpoint;
    this.handler = handler;
    this.group = Transports.loops(endpoint.transport(), loops, "weir-server");
    this.loops = Transports.list(group);
  }

  static LocalServer start(Endpoint bind, int loops, FrameHandler handler) {
    LocalServer server = new LocalServer(bind, loops, handler);
    if (BY_NAME.putIfAbsent(bind.host(), server) != null) {
      Transports.shutDown(server.group);
      throw new ParameterException(
          Code.CONNECTION, "cannot listen on " + bind + " (in use); choose another name");
    }
    return server;
  }

  static Dialer dialer(FrameClientSpec spec, ClientLoops loops) {
    return millis -> {
      LocalServer server = BY_NAME.get(spec.endpoint().host());
      if (server == null) {
        throw new ExecutionException(new ConnectException());
      }
      LocalWire wire = new LocalWire(server, spec, loops.group().next());
      server.connections.add(wire);
      if (BY_NAME.get(spec.endpoint().host()) != server) {
        wire.close(); // it closed meanwhile and may not have seen this connection
      }
      return wire.client();
    };
  }

  FrameHandler handler() {
    return handler;
  }

  /** The loop that this thread is, or any one. */
  EventLoop loop() {
    for (EventLoop loop : loops) {
      if (loop.inEventLoop()) {
        return loop;
      }
    }
    return loops.get(0);
  }

  void forget(LocalWire connection) {
    connections.remove(connection);
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public List<EventLoop> loops() {
    return loops;
  }

  @Override
  public void close() {
    BY_NAME.remove(endpoint.host(), this);
    connections.forEach(LocalWire::close);
    Transports.shutDown(group);
  }
}
