package weir.driver.job;

import java.util.Locale;
import weir.server.server.HostLimits;

/**
 * The heap of a JVM that trains, and how much of it is for what a training holds.
 *
 * @param bytes of the heap, at most: {@code -Xmx}
 */
record Heap(long bytes) {
  /** Spark, its classes and what it knows of a running stage. */
  private static final long SPARK = 64L << 20;

  /** One part in so many stays free, or the collector finds no room to move what lives. */
  private static final int FREE = 12;

  static final long MEBIBYTE = 1 << 20;
  private static final int REGIONS = 2048;

  /** What a training may hold at once. */
  long room() {
    return Math.max(0, bytes - bytes / FREE - SPARK);
  }

  /** The smallest heap, in whole MiB, with so much room. */
  static Heap of(double held) {
    double least = (held + SPARK) * FREE / (FREE - 1);
    return new Heap((long) Math.ceil(least / MEBIBYTE + 1) * MEBIBYTE);
  }

  /**
   * What an array takes: beyond half a region of the garbage collector (G1) it has regions of its
   * own.
   */
  double array(double bytesOfIt) {
    long region = Math.max(MEBIBYTE, Long.highestOneBit(bytes / REGIONS));
    return bytesOfIt > region / 2.0 ? Math.ceil(bytesOfIt / region) * region : bytesOfIt;
  }

  /** What the chunks of a server take: they do not quite fill the regions of the collector. */
  double chunks(double bytesOfThem) {
    return bytesOfThem / HostLimits.filled(bytes);
  }

  long mebibytes() {
    return bytes / MEBIBYTE;
  }

  /** As people read it. */
  static String text(double bytes) {
    return String.format(Locale.ROOT, "%,.0f MiB", Math.ceil(bytes / MEBIBYTE));
  }
}
