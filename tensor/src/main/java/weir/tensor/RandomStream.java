package weir.tensor;

/**
 * Counter-based random numbers: a pure function of (seed, stream, step, virtual worker, index), so
 * that dropout, shuffles and initial weights replay exactly from any step. Immutable, thread-safe.
 *
 * @param stream what the numbers are for (initial weights, shuffle, …), so that uses never share
 *     numbers
 */
public record RandomStream(long seed, long stream, long step, long virtualWorker) {

  /** 64 random bits. */
  public long bits(long index) {
    long z = mix(seed ^ mix(stream ^ mix(step ^ mix(virtualWorker ^ mix(index)))));
    return z;
  }

  /** Uniform in [0, 1) with 24 bits. */
  public float uniform(long index) {
    return (bits(index) >>> 40) * 0x1p-24f;
  }

  /** Uniform in [0, 1) with 53 bits. */
  public double uniformDouble(long index) {
    return (bits(index) >>> 11) * 0x1p-53;
  }

  /** Standard normal, Box–Muller. */
  public double gaussian(long index) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniformDouble(2 * index)));
    return radius * StrictMath.cos(2 * Math.PI * uniformDouble(2 * index + 1));
  }

  /** A permutation of 0 … size − 1 (Fisher and Yates). */
  public int[] permutation(int size) {
    int[] order = new int[size];
    permute(order);
    return order;
  }

  /** Overwrites {@code order} with {@code permutation(order.length)}. */
  public void permute(int[] order) {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    for (int i = order.length - 1; i > 0; i--) {
      int j = (int) Long.remainderUnsigned(bits(i), i + 1L);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
