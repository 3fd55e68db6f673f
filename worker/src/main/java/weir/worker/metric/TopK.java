package weir.worker.metric;

/**
 * How often the true class was among the k best, for several k. Equal outputs rank by class number,
 * lowest first, so that top-1 is the accuracy. One thread at a time.
 */
public final class TopK {
  private final int[] ks;
  private final long[] hits;
  private long rows;

  /** No rows yet. */
  public TopK(int... ks) {
    this.ks = ks.clone();
    this.hits = new long[ks.length];
    for (int k : ks) {
      if (k < 1) {
        throw new IllegalArgumentException("k=" + k + " (expected: > 0)");
      }
    }
  }

  /** Counts the row of outputs that begins at {@code offset}. */
  public void add(float[] outputs, int offset, int classes, int truth) {
    float own = outputs[offset + truth];
    int better = 0;
    for (int i = 0; i < classes; i++) {
      float other = outputs[offset + i];
      if (other > own || (other == own && i < truth)) {
        better++;
      }
    }
    rows++;
    for (int i = 0; i < ks.length; i++) {
      if (better < ks[i]) {
        hits[i]++;
      }
    }
  }

  /** Adds the counts of other rows. */
  public void merge(TopK other) {
    rows += other.rows;
    for (int i = 0; i < hits.length; i++) {
      hits[i] += other.hits[i];
    }
  }

  /** How many k there are. */
  public int size() {
    return ks.length;
  }

  /** The k at {@code index}. */
  public int k(int index) {
    return ks[index];
  }

  /** Fraction of rows whose true class was among the best {@code k(index)}; 0 without rows. */
  public double accuracy(int index) {
    return rows == 0 ? 0 : (double) hits[index] / rows;
  }

  void write(PartialWriter writer) {
    writer.count(rows);
    for (long hit : hits) {
      writer.count(hit);
    }
  }

  static TopK read(PartialReader reader, int... ks) {
    TopK top = new TopK(ks);
    top.rows = reader.count();
    for (int i = 0; i < ks.length; i++) {
      top.hits[i] = reader.count();
    }
    return top;
  }
}
