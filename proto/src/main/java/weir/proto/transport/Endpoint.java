package weir.proto.transport;

import java.io.Serializable;

/**
 * Where a server is reached. Its text form is {@code host:port}, {@code [::1]:port} or {@code
 * local:name}.
 *
 * @param host host name or address; for {@link Transport#LOCAL} the name, which carries the job's
 * @param port 0 lets a server choose; for {@link Transport#LOCAL} always 0
 */
public record Endpoint(Transport transport, String host, int port) implements Serializable {
  private static final int MOST = 65535;
  private static final String LOCAL_PREFIX = "local:";

  /** How bytes travel. */
  public enum Transport {
    /** Inside one JVM, buffers by reference. */
    LOCAL,
    /** Over a socket. */
    TCP
  }

  public Endpoint {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host is blank (expected: a host name or address)");
    }
    if (port < 0 || port > MOST || transport == Transport.LOCAL && port != 0) {
      throw new IllegalArgumentException("port=" + port + " (expected: 0.." + MOST + ")");
    }
  }

  /** Inside this JVM; {@code name} must be unique in it. */
  public static Endpoint local(String name) {
    return new Endpoint(Transport.LOCAL, name, 0);
  }

  /** Over a socket. */
  public static Endpoint tcp(String host, int port) {
    return new Endpoint(Transport.TCP, host, port);
  }

  /** Reads {@code host:port}, {@code [address]:port} or {@code local:name}. */
  public static Endpoint parse(String text) {
    if (text.startsWith(LOCAL_PREFIX)) {
      return local(text.substring(LOCAL_PREFIX.length()));
    }
    int colon = text.lastIndexOf(':');
    try {
      String host = text.substring(0, Math.max(colon, 0));
      if (host.startsWith("[") && host.endsWith("]")) {
        host = host.substring(1, host.length() - 1);
      } else if (host.indexOf(':') >= 0) {
        throw new IllegalArgumentException("an IPv6 address goes in brackets");
      }
      return tcp(host, Integer.parseInt(text.substring(colon + 1)));
    } catch (IllegalArgumentException failure) {
      throw new IllegalArgumentException(
          "endpoint '" + text + "' (expected: host:port); correct cluster.servers", failure);
    }
  }

  /** The same port on another host: what a server bound to all interfaces tells its clients. */
  public Endpoint withHost(String other) {
    return new Endpoint(transport, other, port);
  }

  @Override
  public String toString() {
    return switch (transport) {
      case LOCAL -> LOCAL_PREFIX + host;
      case TCP -> (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    };
  }
}
