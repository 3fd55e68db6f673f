package weir.proto.transport;

import io.netty.channel.EventLoopGroup;
import weir.proto.transport.Endpoint.Transport;

/** The threads that carry a client's connections. One is enough for a worker. Thread-safe. */
public final class ClientLoops implements AutoCloseable {
  private final Transport transport;
  private final EventLoopGroup group;

  public ClientLoops(Transport transport, int threads) {
    this.transport = transport;
    this.group = Transports.loops(transport, threads, "weir-client");
  }

  Transport transport() {
    return transport;
  }

  EventLoopGroup group() {
    return group;
  }

  /** Ends the threads; close the clients first. */
  @Override
  public void close() {
    Transports.shutDown(group);
  }
}
