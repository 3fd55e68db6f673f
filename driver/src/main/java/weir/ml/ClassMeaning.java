package weir.ml;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.ml.linalg.DenseVector;
import weir.ml.BatchTransform.Meaning;

/**
 * What the outputs of a classifier say.
 *
 * @param outputs of a row: a logit a class, or the one logit of class 1 of two
 * @param thresholds see {@code thresholds} of Spark ML; null: the most probable class
 * @param raw whether the logits are wanted
 * @param probability whether the probabilities are wanted
 * @param prediction whether the class is wanted
 */
record ClassMeaning(
    int outputs, double[] thresholds, boolean raw, boolean probability, boolean prediction)
    implements Meaning {
  private static final long serialVersionUID = 1;

  @Override
  public Object[] of(float[] values, int from) {
    double[] logits = logits(values, from, outputs);
    double[] probabilities = probabilities(logits, outputs);
    List<Object> wanted = new ArrayList<>();
    if (raw) {
      wanted.add(new DenseVector(logits));
    }
    if (probability) {
      wanted.add(new DenseVector(probabilities));
    }
    if (prediction) {
      wanted.add((double) predict(probabilities));
    }
    return wanted.toArray();
  }

  /** A logit a class; of one output z: −z and z, as Spark's logistic regression has it. */
  static double[] logits(float[] values, int from, int outputs) {
    if (outputs == 1) {
      return new double[] {-(double) values[from], values[from]};
    }
    double[] logits = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      logits[i] = values[from + i];
    }
    return logits;
  }

  /** Softmax; of one output the sigmoid. */
  static double[] probabilities(double[] logits, int outputs) {
    if (outputs == 1) {
      double yes = 1 / (1 + Math.exp(-logits[1]));
      return new double[] {1 - yes, yes};
    }
    double most = Double.NEGATIVE_INFINITY;
    for (double logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    double[] probabilities = new double[outputs];
    for (int i = 0; i < outputs; i++) {
      probabilities[i] = Math.exp(logits[i] - most);
      sum += probabilities[i];
    }
    for (int i = 0; i < outputs; i++) {
      probabilities[i] /= sum;
    }
    return probabilities;
  }

  /** The first class of the highest p/t, where p/0 is above all others. */
  private int predict(double[] probabilities) {
    int best = 0;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < probabilities.length; i++) {
      double score = probabilities[i];
      if (thresholds != null) {
        score = thresholds[i] == 0 ? Double.POSITIVE_INFINITY : score / thresholds[i];
      }
      if (score > highest) {
        highest = score;
        best = i;
      }
    }
    return best;
  }
}
