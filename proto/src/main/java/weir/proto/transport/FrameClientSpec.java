package weir.proto.transport;

import weir.proto.codec.FrameLimits;

/**
 * How to reach one server.
 *
 * @param role what the peer is, for messages: "server"
 * @param hint what to do when it cannot be reached
 * @param connectMillis how long to try
 * @param creditBytes most payload bytes on their way at once
 */
public record FrameClientSpec(
    Endpoint endpoint,
    String role,
    String hint,
    FrameLimits limits,
    long connectMillis,
    long creditBytes) {
  public FrameClientSpec {
    if (connectMillis < 1) {
      throw new IllegalArgumentException(
          "connectMillis=" + connectMillis + " (expected: > 0); set cluster.deadlineSeconds");
    }
  }

  /** The peer as messages name it. */
  String peer() {
    return role + " " + endpoint;
  }
}
