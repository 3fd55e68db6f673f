package weir.worker.metric;

import java.util.Arrays;
import java.util.Optional;

/** Softmax outputs: confusion matrix, log loss, top-k, and with two classes the ranking metrics. */
final class ClassPartial implements OutputPartial {
  private static final int[] TOP = {3, 5};

  private final int classes;
  private final ConfusionMatrix confusion;
  private final MeanOfSums logLoss;
  private final TopK top;
  private final ScoreCounts scores;

  ClassPartial(int classes) {
    this(
        classes,
        new ConfusionMatrix(classes),
        new MeanOfSums(),
        new TopK(top(classes)),
        new ScoreCounts());
  }

  private ClassPartial(
      int classes, ConfusionMatrix confusion, MeanOfSums logLoss, TopK top, ScoreCounts scores) {
    this.classes = classes;
    this.confusion = confusion;
    this.logLoss = logLoss;
    this.top = top;
    this.scores = scores;
  }

  /** With k classes or fewer everything is among the top k. */
  private static int[] top(int classes) {
    return Arrays.stream(TOP).filter(k -> k < classes).toArray();
  }

  @Override
  public void add(float[] outputs, float[] targets, int rows) {
    for (int row = 0; row < rows; row++) {
      int offset = row * classes;
      int truth = (int) targets[row];
      confusion.add(truth, highest(outputs, offset, classes));
      logLoss.add(LogLoss.ofLogits(outputs, offset, classes, truth), 1);
      if (top.size() > 0) {
        top.add(outputs, offset, classes, truth);
      }
      if (classes == 2) {
        scores.add(outputs[offset + 1] - outputs[offset], truth == 1);
      }
    }
  }

  /** The first of the highest. */
  private static int highest(float[] outputs, int offset, int classes) {
    int best = 0;
    for (int i = 1; i < classes; i++) {
      if (outputs[offset + i] > outputs[offset + best]) {
        best = i;
      }
    }
    return best;
  }

  @Override
  public void merge(OutputPartial other) {
    ClassPartial more = (ClassPartial) other;
    confusion.merge(more.confusion);
    logLoss.merge(more.logLoss);
    top.merge(more.top);
    scores.merge(more.scores);
  }

  @Override
  public void write(PartialWriter writer) {
    confusion.write(writer);
    logLoss.write(writer);
    top.write(writer);
    scores.write(writer);
  }

  static ClassPartial read(PartialReader reader, int classes) {
    return new ClassPartial(
        classes,
        ConfusionMatrix.read(reader, classes),
        MeanOfSums.read(reader),
        TopK.read(reader, top(classes)),
        ScoreCounts.read(reader));
  }

  @Override
  public void report(Evaluation.Builder evaluation, Threshold threshold) {
    evaluation.confusion(classes == 2 ? confusion.at(threshold, scores) : confusion);
    if (classes == 2) {
      evaluation.ranking(scores);
    }
    evaluation.value("logLoss", logLoss.mean());
    for (int i = 0; i < top.size(); i++) {
      evaluation.value("top" + top.k(i), top.accuracy(i));
    }
  }

  @Override
  public Optional<ScoreCounts> scores() {
    return classes == 2 ? Optional.of(scores) : Optional.empty();
  }
}
