package weir.server.server;

import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import weir.proto.partition.RangePartition;

/**
 * What a server spends on trainings: less than its JVM has, so that what does not fit is refused
 * before memory runs out.
 *
 * @param heapBytes for all of them together
 * @param directBytes of buffers outside the heap, for all of them together
 * @param lease how long one is kept that nobody asks for: its driver asks several times in that
 */
public record HostLimits(long heapBytes, long directBytes, Duration lease) {
  /** One part of the heap in so many stays free, or the collector finds no room to work in. */
  private static final int FREE = 12;

  /** Regions of G1 are a power of two of MiB, of so many as the mean of least and most heap has. */
  private static final int REGIONS = 2048;

  private static final long MEBIBYTE = 1 << 20;

  /** Bytes of an array before its floats. */
  private static final int ARRAY_HEADER = 16;

  /** The server's own classes and connections. */
  private static final long OWN_BYTES = 8L << 20;

  /** Buffers are cut from arenas, which are never quite full. */
  private static final int FREE_DIRECT = 8;

  private static final Duration FOR_EVER = Duration.ofDays(10_000);

  /**
   * For {@code servers} servers of one training in this JVM, each with its share; the training ends
   * when it is told to.
   */
  public static HostLimits shared(int servers) {
    return of(FOR_EVER, servers);
  }

  /** For the only server of this JVM, with this lease. */
  public static HostLimits leased(Duration lease) {
    return of(lease, 1);
  }

  private static HostLimits of(Duration lease, int servers) {
    long heap = Runtime.getRuntime().maxMemory();
    long direct = PlatformDependent.maxDirectMemory();
    boolean regions =
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .anyMatch(collector -> collector.getName().startsWith("G1"));
    double filled = regions ? filled(heap) : 1;
    return new HostLimits(
        (long) (filled * Math.max(0, heap - heap / FREE - OWN_BYTES)) / servers,
        (direct - direct / FREE_DIRECT) / servers,
        lease);
  }

  /**
   * The share of the regions of the collector (G1) that chunks fill: four of them are a few bytes
   * too many for a MiB.
   *
   * @param heap the most it may have, in bytes
   */
  public static double filled(long heap) {
    long region = Math.max(MEBIBYTE, Long.highestOneBit(heap / 2 / REGIONS));
    long chunk = RangePartition.CHUNK * Float.BYTES + ARRAY_HEADER;
    return (double) (region / chunk * chunk) / region;
  }
}
