package weir.worker.metric;

import java.util.List;
import java.util.SortedMap;
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
   * Merges the partials of virtual workers in tree order. The partials are used up.
   *
   * @param byLeaf missing virtual workers have no rows
   * @param tree over all virtual workers
   */
  public static EvaluationPartial merged(
      List<MetricSpec> specs, SortedMap<Integer, EvaluationPartial> byLeaf, SumTree tree) {
    EvaluationPartial all = merged(byLeaf, tree.root().firstLeaf(), tree.root().endLeaf());
    return all == null ? new EvaluationPartial(specs) : all;
  }

  private static EvaluationPartial merged(
      SortedMap<Integer, EvaluationPartial> byLeaf, int from, int to) {
    if (to - from == 1) {
      return byLeaf.get(from);
    }
    int middle = (from + to) >>> 1;
    EvaluationPartial left = merged(byLeaf, from, middle);
    EvaluationPartial right = merged(byLeaf, middle, to);
    if (left == null) {
      return right;
    }
    if (right != null) {
      left.merge(right);
    }
    return left;
  }

  /** Every metric of the rows counted so far. */
  public Evaluation evaluation() {
    Evaluation.Builder evaluation = new Evaluation.Builder();
    for (int output = 0; output < outputs.size(); output++) {
      evaluation.prefix(output == 0 ? "" : "output" + output + ".");
      outputs.get(output).report(evaluation);
    }
    return evaluation.build(rows, loss.mean());
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
