package weir.tensor;

/**
 * Counter-based random numbers: a pure function of (seed, stream, step, virtual worker, index), so
 * that dropout, shuffles and initial weights replay exactly from any step. Immutable, thread-safe.
 *
 * <p>The four names are hashed to a key; number i is the finalizer of SplitMix64 (Steele, Lea and
 * Flood, <i>Fast Splittable Pseudorandom Number Generators</i>, 2014), applied to the key and the
 * mixed counter.
 */
public final class RandomStream {
  private final long seed;
  private final long stream;
  private final long step;
  private final long virtualWorker;
  private final long key;

  /**
   * A stream of numbers.
   *
   * @param stream what the numbers are for (initial weights, shuffle, …), so that uses never share
   *     numbers
   */
  public RandomStream(long seed, long stream, long step, long virtualWorker) {
    this.seed = seed;
    this.stream = stream;
    this.step = step;
    this.virtualWorker = virtualWorker;
    this.key = mix(seed ^ mix(stream ^ mix(step ^ mix(virtualWorker))));
  }

  /** 64 random bits. */
  public long bits(long index) {
    return mix(key ^ mix(index));
  }

  /** Uniform in [0, 1) with 24 bits. */
  public float uniform(long index) {
    return (bits(index) >>> 40) * 0x1p-24f;
  }

  /** Uniform in [0, 1) with 53 bits. */
  public double uniformDouble(long index) {
    return (bits(index) >>> 11) * 0x1p-53;
  }

  /** Uniform in 0 … bound − 1; no value is likelier than another by more than bound / 2⁶³. */
  public int below(long index, int bound) {
    if (bound < 1) {
      throw new IllegalArgumentException("bound=" + bound + " (expected: > 0)");
    }
    // The high part of a product, not a remainder: it uses the best bits and needs no division.
    return (int) Math.multiplyHigh(bits(index) >>> 1, 2L * bound);
  }

  /** Standard normal (Box and Muller, 1958), from the uniforms 2 · index and 2 · index + 1. */
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
      int j = below(i, i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }

  @Override
  public String toString() {
    return "RandomStream[seed=%d, stream=%d, step=%d, virtualWorker=%d]"
        .formatted(seed, stream, step, virtualWorker);
  }

  private static long mix(long value) {
    long z = value + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
