package weir.worker.metric;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * How many positive and negative rows had each distinct score: all that exact ranking metrics need,
 * and it adds up. Costs 20 bytes per distinct score (at most one per row; while new rows are merged
 * in, twice that), so ten million rows take at most 200 MB and usually far less. One thread at a
 * time.
 */
public final class ScoreCounts {
  private static final int LEAST_RECENT = 4096;

  /** Distinct scores, ascending, as integers that sort like floats. */
  private int[] keys = new int[0];

  private long[] negatives = new long[0];
  private long[] positives = new long[0];

  /** Rows not merged in yet: key in the high half, 1 for positive in the low half. */
  private long[] recent = new long[LEAST_RECENT];

  private int recentSize;
  private long notNumbers;

  /** Counts one row; a higher score means more likely positive. */
  public void add(float score, boolean positive) {
    if (Float.isNaN(score)) {
      notNumbers++;
      return;
    }
    if (recentSize == recent.length) {
      compact();
    }
    recent[recentSize++] = ((long) key(score) << 1) | (positive ? 1 : 0);
  }

  /** Adds the counts of other rows. */
  public void merge(ScoreCounts other) {
    compact();
    other.compact();
    notNumbers += other.notNumbers;
    mergeSorted(other.keys, other.negatives, other.positives, other.keys.length);
  }

  /**
   * Probability that a random positive scores higher than a random negative, ties counting half;
   * NaN when one of the classes does not occur or a score was not a number.
   */
  public double rocAuc() {
    compact();
    long positive = sum(positives);
    long negative = sum(negatives);
    if (positive == 0 || negative == 0 || notNumbers > 0) {
      return Double.NaN;
    }
    double pairs = 0;
    long below = 0;
    for (int i = 0; i < keys.length; i++) {
      pairs += positives[i] * (below + 0.5 * negatives[i]);
      below += negatives[i];
    }
    return pairs / positive / negative;
  }

  /**
   * Average precision, {@code Σ (R_k − R_{k−1}) P_k} over distinct scores in descending order,
   * without interpolation; NaN without positives or when a score was not a number.
   */
  public double averagePrecision() {
    compact();
    long positive = sum(positives);
    if (positive == 0 || notNumbers > 0) {
      return Double.NaN;
    }
    double area = 0;
    long right = 0;
    long above = 0;
    for (int i = keys.length - 1; i >= 0; i--) {
      right += positives[i];
      above += positives[i] + negatives[i];
      area += positives[i] * ((double) right / above);
    }
    return area / positive;
  }

  /** What rows are told to be that are positive where their score is above {@code logit}. */
  TwoClassCounts above(double logit) {
    compact();
    long hits = 0;
    long alarms = 0;
    for (int i = keys.length - 1; i >= 0 && score(keys[i]) > logit; i--) {
      hits += positives[i];
      alarms += negatives[i];
    }
    return new TwoClassCounts(hits, alarms, sum(positives) - hits, sum(negatives) - alarms);
  }

  /**
   * The threshold of the highest value of a metric, where scores are logits. Each distinct score is
   * tried: that score and higher ones are positive, as in scikit-learn's {@code
   * precision_recall_curve}; of equal values the lowest score is taken. The threshold lies midway,
   * in probability, between that score and the next lower one.
   */
  Threshold best(ToDoubleFunction<TwoClassCounts> metric) {
    compact();
    long positive = sum(positives);
    long negative = sum(negatives);
    long hits = 0;
    long alarms = 0;
    double highest = Double.NEGATIVE_INFINITY;
    Threshold best = Threshold.HALF;
    for (int i = keys.length - 1; i >= 0; i--) {
      hits += positives[i];
      alarms += negatives[i];
      double value =
          metric.applyAsDouble(
              new TwoClassCounts(hits, alarms, positive - hits, negative - alarms));
      if (value >= highest) {
        highest = value;
        double below = i == 0 ? Double.NEGATIVE_INFINITY : score(keys[i - 1]);
        best = Threshold.between(below, score(keys[i]));
      }
    }
    return best;
  }

  /** Why a ranking metric cannot be told, where it cannot. */
  String whyNot() {
    compact();
    if (notNumbers > 0) {
      return Evaluation.NOT_A_NUMBER;
    }
    return keys.length == 0 ? Evaluation.NO_ROWS : "only one class occurs";
  }

  /** Number of distinct scores. */
  public int distinct() {
    compact();
    return keys.length;
  }

  private static int key(float score) {
    int bits = Float.floatToIntBits(score + 0f); // −0 becomes 0: they are equal scores
    return bits ^ ((bits >> 31) & 0x7fffffff);
  }

  private static float score(int key) {
    return Float.intBitsToFloat(key ^ ((key >> 31) & 0x7fffffff));
  }

  private static long sum(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    return sum;
  }

  private void compact() {
    if (recentSize == 0) {
      return;
    }
    Arrays.sort(recent, 0, recentSize);
    int[] newKeys = new int[recentSize];
    long[] newNegatives = new long[recentSize];
    long[] newPositives = new long[recentSize];
    int size = 0;
    for (int i = 0; i < recentSize; i++) {
      int key = (int) (recent[i] >> 1);
      if (size == 0 || newKeys[size - 1] != key) {
        newKeys[size++] = key;
      }
      if ((recent[i] & 1) == 1) {
        newPositives[size - 1]++;
      } else {
        newNegatives[size - 1]++;
      }
    }
    recentSize = 0;
    mergeSorted(newKeys, newNegatives, newPositives, size);
    // The buffer grows with what it is merged into, so that all merges together cost O(n log n).
    if (recent.length < keys.length / 2) {
      recent = new long[keys.length / 2];
    }
  }

  private void mergeSorted(int[] otherKeys, long[] otherNegatives, long[] otherPositives, int end) {
    int[] allKeys = new int[keys.length + end];
    long[] allNegatives = new long[keys.length + end];
    long[] allPositives = new long[keys.length + end];
    int size = 0;
    int mine = 0;
    int theirs = 0;
    while (mine < keys.length || theirs < end) {
      boolean takeMine = theirs == end || (mine < keys.length && keys[mine] <= otherKeys[theirs]);
      boolean takeTheirs = mine == keys.length || (theirs < end && otherKeys[theirs] <= keys[mine]);
      allKeys[size] = takeMine ? keys[mine] : otherKeys[theirs];
      if (takeTheirs) {
        allNegatives[size] += otherNegatives[theirs];
        allPositives[size] += otherPositives[theirs++];
      }
      if (takeMine) {
        allNegatives[size] += negatives[mine];
        allPositives[size] += positives[mine++];
      }
      size++;
    }
    keys = Arrays.copyOf(allKeys, size);
    negatives = Arrays.copyOf(allNegatives, size);
    positives = Arrays.copyOf(allPositives, size);
  }

  void write(PartialWriter writer) {
    compact();
    writer.count(notNumbers);
    writer.count(keys.length);
    long last = Integer.MIN_VALUE;
    for (int i = 0; i < keys.length; i++) {
      writer.count(keys[i] - last);
      writer.count(negatives[i]);
      writer.count(positives[i]);
      last = keys[i];
    }
  }

  static ScoreCounts read(PartialReader reader) {
    ScoreCounts counts = new ScoreCounts();
    counts.notNumbers = reader.count();
    int size = reader.entries();
    counts.keys = new int[size];
    counts.negatives = new long[size];
    counts.positives = new long[size];
    long last = Integer.MIN_VALUE;
    for (int i = 0; i < size; i++) {
      long step = reader.count();
      if ((step == 0 && i > 0) || step > Integer.MAX_VALUE - last) {
        throw reader.damaged("scores out of order");
      }
      last += step;
      counts.keys[i] = (int) last;
      counts.negatives[i] = reader.count();
      counts.positives[i] = reader.count();
    }
    return counts;
  }
}
