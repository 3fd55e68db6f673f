package weir.worker.metric;

import java.util.function.ToDoubleFunction;

/**
 * How often each class was predicted for each true class. Everything that follows from counts is
 * here: accuracy, precision, recall and F1, per class and averaged as scikit-learn does (0/0 counts
 * as 0; averages run over all classes, also those that never occur). One thread at a time.
 */
public final class ConfusionMatrix {

  /**
   * One class, or an average.
   *
   * @param precision of the rows predicted so, the fraction that is
   * @param recall of the rows that are so, the fraction predicted
   * @param f1 their harmonic mean
   */
  public record Scores(double precision, double recall, double f1) {}

  private final int classes;
  private final long[] counts;

  /** No rows yet. */
  public ConfusionMatrix(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes=" + classes + " (expected: >= 2)");
    }
    this.classes = classes;
    this.counts = new long[Math.multiplyExact(classes, classes)];
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Counts one row. */
  public void add(int truth, int predicted) {
    if (truth < 0 || truth >= classes) {
      throw new IllegalArgumentException(
          "label=" + truth + " (expected: 0.." + (classes - 1) + ")");
    }
    counts[truth * classes + predicted]++;
  }

  /** Adds the counts of other rows. */
  public void merge(ConfusionMatrix other) {
    if (other.classes != classes) {
      throw new IllegalArgumentException(
          "classes=" + other.classes + " (expected: " + classes + ")");
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
  }

  /** Rows of class {@code truth} that were predicted as {@code predicted}. */
  public long count(int truth, int predicted) {
    return counts[truth * classes + predicted];
  }

  /** Number of rows. */
  public long total() {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    return total;
  }

  /** Rows that are of this class. */
  public long support(int index) {
    long sum = 0;
    for (int predicted = 0; predicted < classes; predicted++) {
      sum += count(index, predicted);
    }
    return sum;
  }

  /** Rows that were predicted as this class. */
  public long predicted(int index) {
    long sum = 0;
    for (int truth = 0; truth < classes; truth++) {
      sum += count(truth, index);
    }
    return sum;
  }

  /** Fraction of rows predicted right; 0 without rows. */
  public double accuracy() {
    long right = 0;
    for (int index = 0; index < classes; index++) {
      right += count(index, index);
    }
    return ratio(right, total());
  }

  /** Scores of one class against the rest. */
  public Scores ofClass(int index) {
    long right = count(index, index);
    long support = support(index);
    long predicted = predicted(index);
    return new Scores(
        ratio(right, predicted), ratio(right, support), ratio(2 * right, support + predicted));
  }

  /** Plain mean over all classes. */
  public Scores macro() {
    return average(index -> 1.0 / classes);
  }

  /** Mean over classes, each by its number of true rows. */
  public Scores weighted() {
    long total = total();
    return average(index -> ratio(support(index), total));
  }

  /** Counts pooled over classes: with one label a row, all three are the accuracy. */
  public Scores micro() {
    double accuracy = accuracy();
    return new Scores(accuracy, accuracy, accuracy);
  }

  private Scores average(ToDoubleFunction<Integer> weight) {
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (int index = 0; index < classes; index++) {
      double share = weight.applyAsDouble(index);
      Scores scores = ofClass(index);
      precision += share * scores.precision();
      recall += share * scores.recall();
      f1 += share * scores.f1();
    }
    return new Scores(precision, recall, f1);
  }

  private static double ratio(long part, long whole) {
    return whole == 0 ? 0 : (double) part / whole;
  }

  /** Zeros in a row are written as their number: the matrix of many classes is mostly zeros. */
  void write(PartialWriter writer) {
    writer.count(classes);
    long zeros = 0;
    for (long count : counts) {
      if (count == 0) {
        zeros++;
      } else {
        writer.count(zeros);
        writer.count(count);
        zeros = 0;
      }
    }
    writer.count(zeros);
  }

  static ConfusionMatrix read(PartialReader reader, int classes) {
    if (reader.count() != classes) {
      throw reader.damaged("another number of classes than " + classes);
    }
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    int at = 0;
    while (true) {
      long zeros = reader.count();
      if (zeros > matrix.counts.length - at) {
        throw reader.damaged("more cells than classes²");
      }
      at += (int) zeros;
      if (at == matrix.counts.length) {
        return matrix;
      }
      matrix.counts[at++] = reader.count();
    }
  }
}
