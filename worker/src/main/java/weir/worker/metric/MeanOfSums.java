package weir.worker.metric;

/** A weighted sum and the sum of its weights: log loss, mean loss. One thread at a time. */
public final class MeanOfSums {
  private double sum;
  private double weight;

  /** Adds a sum that has this weight. */
  public void add(double moreSum, double moreWeight) {
    sum += moreSum;
    weight += moreWeight;
  }

  /** Adds the sums of other rows. */
  public void merge(MeanOfSums other) {
    add(other.sum, other.weight);
  }

  /** Sum over weight; NaN while the weight is 0. */
  public double mean() {
    return weight == 0 ? Double.NaN : sum / weight;
  }

  /** True while the weight is 0. */
  boolean weightless() {
    return weight == 0;
  }

  void write(PartialWriter writer) {
    writer.number(sum);
    writer.number(weight);
  }

  static MeanOfSums read(PartialReader reader) {
    MeanOfSums sums = new MeanOfSums();
    sums.add(reader.number(), reader.number());
    return sums;
  }
}
