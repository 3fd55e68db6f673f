package weir.worker.metric;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How often each class was predicted for each true class. Everything that follows from counts is
 * here: accuracy, precision, recall and F1, per class and averaged as scikit-learn does (0/0 counts
 * as 0; averages run over all classes, also those that never occur). Classes may be many, a
 * vocabulary: it takes 24 bytes a class, and 8 MiB at most for the pairs of classes that occur
 * ({@link PairCounts}). One thread at a time.
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
  private final long[] right;
  private final long[] support;
  private final long[] predicted;
  private final PairCounts pairs = new PairCounts();

  /** No rows yet. */
  public ConfusionMatrix(int classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes=" + classes + " (expected: >= 2)");
    }
    this.classes = classes;
    this.right = new long[classes];
    this.support = new long[classes];
    this.predicted = new long[classes];
  }

  /** Number of classes. */
  public int classes() {
    return classes;
  }

  /** Counts one row. */
  public void add(int truth, int told) {
    if (truth < 0 || truth >= classes) {
      throw new IllegalArgumentException(
          "label=" + truth + " (expected: 0.." + (classes - 1) + ")");
    }
    add(truth, told, 1);
  }

  private void add(int truth, int told, long rows) {
    support[truth] += rows;
    predicted[told] += rows;
    if (truth == told) {
      right[truth] += rows;
    }
    pairs.add(pair(truth, told), rows);
  }

  private long pair(int truth, int told) {
    return (long) truth * classes + told;
  }

  /** Adds the counts of other rows. */
  public void merge(ConfusionMatrix other) {
    if (other.classes != classes) {
      throw new IllegalArgumentException(
          "classes=" + other.classes + " (expected: " + classes + ")");
    }
    for (int index = 0; index < classes; index++) {
      right[index] += other.right[index];
      support[index] += other.support[index];
      predicted[index] += other.predicted[index];
    }
    pairs.merge(other.pairs);
  }

  /**
   * The same rows of two classes told by another threshold.
   *
   * @param scores logits of all rows but those whose output is no number, which are not positive
   */
  ConfusionMatrix at(Threshold threshold, ScoreCounts scores) {
    if (threshold.equals(Threshold.HALF)) {
      return this;
    }
    TwoClassCounts counts = scores.above(threshold.logit());
    ConfusionMatrix told = new ConfusionMatrix(2);
    told.add(1, 1, counts.hits());
    told.add(0, 1, counts.alarms());
    told.add(1, 0, support[1] - counts.hits());
    told.add(0, 0, support[0] - counts.alarms());
    return told;
  }

  /** True when rows are counted pair by pair: not where too many different pairs occur. */
  public boolean hasPairs() {
    return !pairs.tooMany();
  }

  /** Rows of class {@code truth} that were predicted as {@code told}, with {@link #hasPairs}. */
  public long count(int truth, int told) {
    return pairs.rows(pair(truth, told));
  }

  /** The pairs that occur, as {@code truth · classes + told}, ascending. */
  long[] pairs() {
    return pairs.ascending();
  }

  /** Number of rows. */
  public long total() {
    return Arrays.stream(support).sum();
  }

  /** Rows that are of this class. */
  public long support(int index) {
    return support[index];
  }

  /** Rows that were predicted as this class. */
  public long predicted(int index) {
    return predicted[index];
  }

  /** Fraction of rows predicted right; 0 without rows. */
  public double accuracy() {
    return ratio(Arrays.stream(right).sum(), total());
  }

  /** Scores of one class against the rest. */
  public Scores ofClass(int index) {
    return new Scores(
        ratio(right[index], predicted[index]),
        ratio(right[index], support[index]),
        ratio(2 * right[index], support[index] + predicted[index]));
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

  /** The pairs, from which all counts follow; without them the counts of each class. */
  void write(PartialWriter writer) {
    writer.count(classes);
    writer.count(hasPairs() ? 1 : 0);
    if (hasPairs()) {
      writer.count(pairs.size());
      long next = 0;
      for (long pair : pairs.ascending()) {
        writer.count(pair - next);
        writer.count(pairs.rows(pair));
        next = pair + 1;
      }
      return;
    }
    writer.sparse(right);
    writer.sparse(support);
    writer.sparse(predicted);
  }

  static ConfusionMatrix read(PartialReader reader, int classes) {
    if (reader.count() != classes) {
      throw reader.damaged("another number of classes than " + classes);
    }
    ConfusionMatrix matrix = new ConfusionMatrix(classes);
    long kind = reader.count();
    if (kind == 1) {
      matrix.readPairs(reader);
    } else if (kind == 0) {
      matrix.pairs.forget();
      reader.sparse(matrix.right);
      reader.sparse(matrix.support);
      reader.sparse(matrix.predicted);
    } else {
      throw reader.damaged("counts of kind " + kind);
    }
    return matrix;
  }

  private void readPairs(PartialReader reader) {
    int size = reader.entries();
    if (size > PairCounts.MOST) {
      throw reader.damaged(size + " pairs of classes");
    }
    long end = (long) classes * classes;
    long next = 0;
    for (int i = 0; i < size; i++) {
      long gap = reader.count();
      if (gap >= end - next) {
        throw reader.damaged("more pairs than classes²");
      }
      long pair = next + gap;
      add((int) (pair / classes), (int) (pair % classes), reader.count());
      next = pair + 1;
    }
  }
}
