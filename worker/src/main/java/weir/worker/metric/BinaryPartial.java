package weir.worker.metric;

import java.util.Optional;

/**
 * Sigmoid outputs: confusion matrix of "logit &gt; 0", log loss, ranking metrics. A target between
 * 0 and 1 is a yes above one half, except for the log loss, where it is a probability.
 */
final class BinaryPartial implements OutputPartial {
  private final int width;
  private final ConfusionMatrix confusion;
  private final MeanOfSums logLoss;
  private final ScoreCounts scores;

  BinaryPartial(int width) {
    this(width, new ConfusionMatrix(2), new MeanOfSums(), new ScoreCounts());
  }

  private BinaryPartial(
      int width, ConfusionMatrix confusion, MeanOfSums logLoss, ScoreCounts scores) {
    this.width = width;
    this.confusion = confusion;
    this.logLoss = logLoss;
    this.scores = scores;
  }

  @Override
  public void add(float[] outputs, float[] targets, int rows) {
    for (int i = 0; i < rows * width; i++) {
      boolean positive = targets[i] > 0.5f;
      confusion.add(positive ? 1 : 0, outputs[i] > 0 ? 1 : 0);
      logLoss.add(LogLoss.ofLogit(outputs[i], targets[i]), 1);
      // The logit ranks as its probability does, but does not round to 1.
      scores.add(outputs[i], positive);
    }
  }

  @Override
  public void merge(OutputPartial other) {
    BinaryPartial more = (BinaryPartial) other;
    confusion.merge(more.confusion);
    logLoss.merge(more.logLoss);
    scores.merge(more.scores);
  }

  @Override
  public void write(PartialWriter writer) {
    confusion.write(writer);
    logLoss.write(writer);
    scores.write(writer);
  }

  static BinaryPartial read(PartialReader reader, int width) {
    return new BinaryPartial(
        width, ConfusionMatrix.read(reader, 2), MeanOfSums.read(reader), ScoreCounts.read(reader));
  }

  @Override
  public void report(Evaluation.Builder evaluation, Threshold threshold) {
    evaluation.confusion(confusion.at(threshold, scores));
    evaluation.ranking(scores);
    evaluation.value("logLoss", logLoss.mean());
  }

  @Override
  public Optional<ScoreCounts> scores() {
    return Optional.of(scores);
  }
}
