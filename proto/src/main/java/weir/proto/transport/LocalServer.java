package weir.proto.transport;

import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.net.ConnectException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/**
 * A server for clients of the same JVM, found by its name. It has no thread for its work: its
 * clients' threads do it, as a thread that sends a frame has nothing better to do, and waking
 * another one takes longer than most frames.
 */
final class LocalServer implements FrameServer {
  /** So many for each loop asked for that two threads seldom want the same one. */
  static final int OWNERS = 4;

  private static final Map<String, LocalServer> BY_NAME = new ConcurrentHashMap<>();

  private final Endpoint endpoint;
  private final FrameHandler handler;
  private final EventLoopGroup group;
  private final EventExecutor timers;
  private final List<Executor> owners;
  private final Turns turns = new Turns();
  private final Set<LocalWire> connections = ConcurrentHashMap.newKeySet();

  private LocalServer(Endpoint endpoint, int loops, FrameHandler handler) {
    this.endpoint = endpoint;
    this.handler = handler;
    this.group = Transports.loops(endpoint.transport(), 1, "weir-server");
    this.timers = Transports.list(group).get(0);
    this.owners =
        Stream.generate(LocalServer::owner)
            .limit(FrameServer.owners(endpoint.transport(), loops))
            .toList();
  }

  /** Work is done by the thread that brings it, when nobody else is at it. */
  private static Executor owner() {
    Lock lock = new ReentrantLock();
    return work -> {
      lock.lock();
      try {
        work.run();
      } finally {
        lock.unlock();
      }
    };
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

  Turns turns() {
    return turns;
  }

  void forget(LocalWire connection) {
    connections.remove(connection);
  }

  @Override
  public Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public List<Executor> owners() {
    return owners;
  }

  @Override
  public EventExecutor timers() {
    return timers;
  }

  @Override
  public void close() {
    BY_NAME.remove(endpoint.host(), this);
    connections.forEach(LocalWire::close);
    Transports.shutDown(group);
  }
}
