package weir.worker.metric;

import java.util.Optional;

/** The sums of one output's metrics. One thread at a time. */
interface OutputPartial {

  /**
   * Counts rows.
   *
   * @param outputs [rows, width], as the network gives them: logits, or values
   * @param targets [rows] class indices, or [rows, width]
   */
  void add(float[] outputs, float[] targets, int rows);

  /**
   * Adds the sums of other rows.
   *
   * @param other of the same spec
   */
  void merge(OutputPartial other);

  void write(PartialWriter writer);

  /** Tells the values that follow from the sums; of two classes as the threshold has it. */
  void report(Evaluation.Builder evaluation, Threshold threshold);

  /** The scores of two classes that are told apart; empty where there are others. */
  Optional<ScoreCounts> scores();
}
