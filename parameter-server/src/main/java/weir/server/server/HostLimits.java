package weir.server.server;

import java.time.Duration;

/**
 * What a server spends on trainings.
 *
 * @param heapBytes for all of them together
 * @param lease how long one is kept that nobody asks for: its driver asks several times in that
 */
public record HostLimits(long heapBytes, Duration lease) {
  /** The whole heap, and trainings that end when they are told to: for servers of one training. */
  public static HostLimits ofOne() {
    return new HostLimits(Runtime.getRuntime().maxMemory(), Duration.ofDays(10_000));
  }

  /** The whole heap, with this lease. */
  public static HostLimits leased(Duration lease) {
    return new HostLimits(Runtime.getRuntime().maxMemory(), lease);
  }
}
