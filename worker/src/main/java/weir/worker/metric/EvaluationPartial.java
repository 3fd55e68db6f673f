package weir.worker.metric;

import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import weir.proto.partition.SumTree;

/**
 * Sums over some rows from which, once the partials of all rows are merged, every metric follows.
 * Counts are exact; sums in double are merged in the tree over virtual workers, so that the result
 * has the same bits on any cluster. One thread at a time.
 */
public final class EvaluationPartial {
  private final List<MetricSpec> specs;
  private final List<OutputPartial> outputs;
  private final MeanOfSums loss;
  private long rows;

  /**
   * A partial of no rows.
   *
   * @param specs one a network output
   */
  public EvaluationPartial(List<MetricSpec> specs) {
    this(specs, specs.stream().map(MetricSpec::empty).toList(), new MeanOfSums());
  }

  private EvaluationPartial(List<MetricSpec> specs, List<OutputPartial> outputs, MeanOfSums loss) {
    this.specs = List.copyOf(specs);
    this.outputs = outputs;
    this.loss = loss;
  }

  /** Counts rows and the sums of their losses and loss weights. */
  public void addRows(long count, double lossSum, double weightSum) {
    rows += count;
    loss.add(lossSum, weightSum);
  }

  /**
   * Counts the values of one output.
   *
   * @param values [items, width], as the network gives them: logits, or values
   * @param targets [items] class indices, or [items, width]
   */
  public void addOutput(int output, float[] values, float[] targets, int items) {
    outputs.get(output).add(values, targets, items);
  }

  /** Adds the sums of other rows, of the same specs. */
  public void merge(EvaluationPartial other) {
    if (!other.specs.equals(specs)) {
      throw new IllegalArgumentException(
          "partial of " + other.specs + " (expected: " + specs + ")");
    }
    rows += other.rows;
    loss.merge(other.loss);
    for (int output = 0; output < outputs.size(); output++) {
      outputs.get(output).merge(other.outputs.get(output));
    }
  }

  /**
   * The partials of virtual workers, or of subtrees of them by their first one.
   *
   * @param <E> what finding one may throw
   */
  public interface Leaves<E extends Exception> {
    /** The partial of one, to be used up; null: it has no rows. */
    EvaluationPartial of(int leaf) throws E;
  }

  /**
   * Merges partials in tree order; each is asked for when its turn has come, so that no more are in
   * memory than the tree has levels.
   *
   * @return empty when no virtual worker under {@code node} has rows
   */
  public static <E extends Exception> Optional<EvaluationPartial> merged(
      Leaves<E> leaves, SumTree.Node node) throws E {
    return Optional.ofNullable(merged(leaves, node.firstLeaf(), node.endLeaf()));
  }

  private static <E extends Exception> EvaluationPartial merged(Leaves<E> leaves, int from, int to)
      throws E {
    if (to - from == 1) {
      return leaves.of(from);
    }
    int middle = (from + to) >>> 1;
    EvaluationPartial left = merged(leaves, from, middle);
    EvaluationPartial right = merged(leaves, middle, to);
    if (left == null) {
      return right;
    }
    if (right != null) {
      left.merge(right);
    }
    return left;
  }

  /** Every metric of the rows counted so far, where the most probable class is told. */
  public Evaluation evaluation() {
    return evaluation(Threshold.HALF);
  }

  /** The same where of two classes the positive one is told above {@code threshold}. */
  public Evaluation evaluation(Threshold threshold) {
    Evaluation.Builder evaluation = new Evaluation.Builder(rows);
    for (int output = 0; output < outputs.size(); output++) {
      evaluation.prefix(output == 0 ? "" : "output" + output + ".");
      outputs.get(output).report(evaluation, threshold);
    }
    return evaluation.build(
        loss.mean(),
        loss.weightless() ? "the class weights of all rows are 0" : Evaluation.NOT_A_NUMBER);
  }

  /**
   * The threshold at which a metric of the two classes of the first output is highest, see {@link
   * ScoreCounts#best}.
   */
  public Threshold best(ToDoubleFunction<TwoClassCounts> metric) {
    return scores().best(metric);
  }

  /** What the rows of the two classes of the first output are told to be. */
  public TwoClassCounts counts(Threshold threshold) {
    return scores().above(threshold.logit());
  }

  private ScoreCounts scores() {
    return outputs
        .get(0)
        .scores()
        .orElseThrow(
            () -> new IllegalStateException("output of " + specs.get(0) + " has no two classes"));
  }

  /** The sums as bytes, for {@link #decode} with the same specs. */
  public byte[] encode() {
    PartialWriter writer = new PartialWriter();
    writer.count(rows);
    loss.write(writer);
    for (OutputPartial output : outputs) {
      output.write(writer);
    }
    return writer.toBytes();
  }

  /**
   * The partial that {@link #encode} wrote.
   *
   * @throws IllegalArgumentException when the bytes are damaged
   */
  public static EvaluationPartial decode(List<MetricSpec> specs, byte[] bytes) {
    PartialReader reader = new PartialReader(bytes);
    long rows = reader.count();
    MeanOfSums loss = MeanOfSums.read(reader);
    List<OutputPartial> outputs = specs.stream().map(spec -> spec.read(reader)).toList();
    reader.end();
    EvaluationPartial partial = new EvaluationPartial(specs, outputs, loss);
    partial.rows = rows;
    return partial;
  }
}
