package weir.server.shard;

/**
 * Two versions of a chunk's weights. The sweep of step t reads version t and writes version t + 1
 * over version t − 1, so a whole version t is there until step t + 1 is swept, whatever is killed
 * on the way.
 */
final class WeightBuffers {
  private float[] current;
  private float[] other;
  private long version;
  private boolean otherIsPrevious;

  /** Version 0. */
  WeightBuffers(float[] initial) {
    this.current = initial;
    this.other = new float[initial.length];
  }

  /** The newest version. */
  long version() {
    return version;
  }

  /** Weights of the newest version. */
  float[] current() {
    return current;
  }

  /**
   * The memory of the version to come. From this call on the version before the current one cannot
   * be served: everyone who contributed to the step that writes here has the current one.
   */
  float[] next() {
    otherIsPrevious = false;
    return other;
  }

  /** What was written to {@link #next} is the newest version now. */
  void advance() {
    float[] written = other;
    other = current;
    current = written;
    otherIsPrevious = true;
    version++;
  }

  /** Weights of {@code wanted}, or null when it is not held. */
  float[] find(long wanted) {
    if (wanted == version) {
      return current;
    }
    return otherIsPrevious && wanted == version - 1 ? other : null;
  }
}
