package weir.worker.loss;

import java.io.Serializable;
import java.util.List;

/**
 * Which loss trains an output. A row's loss is the mean over its columns (cross-entropy: over
 * nothing, one class a row); the loss of a batch is the weighted mean over its rows. Formulas are
 * PyTorch's. Immutable.
 */
public sealed interface LossSpec extends Serializable {

  /** The tag that {@code switch} uses. */
  enum Kind {
    MEAN_SQUARED_ERROR("meanSquaredError"),
    MEAN_ABSOLUTE_ERROR("meanAbsoluteError"),
    HUBER("huber"),
    SMOOTH_L1("smoothL1"),
    BINARY_CROSS_ENTROPY("binaryCrossEntropy"),
    SOFTMAX_CROSS_ENTROPY("crossEntropy");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    /** What jobs and messages call it. */
    public String key() {
      return key;
    }
  }

  /** The tag of this loss. */
  Kind kind();

  /** What turns the network's output into a prediction. */
  default OutputTransform transform() {
    return OutputTransform.IDENTITY;
  }

  /** Floats of a target for an output of {@code size} floats of which a row has {@code width}. */
  default int targetWidth(int size, int width) {
    return size;
  }

  /** True when rows may weigh other than 1. */
  default boolean weighted() {
    return false;
  }

  /** d², d = prediction − target. */
  record MeanSquaredError() implements LossSpec {
    private static final long serialVersionUID = 1;

    @Override
    public Kind kind() {
      return Kind.MEAN_SQUARED_ERROR;
    }
  }

  /** |d|. */
  record MeanAbsoluteError() implements LossSpec {
    private static final long serialVersionUID = 1;

    @Override
    public Kind kind() {
      return Kind.MEAN_ABSOLUTE_ERROR;
    }
  }

  /** d²/2 for |d| ≤ delta, else delta·(|d| − delta/2). */
  record Huber(double delta) implements LossSpec {
    private static final long serialVersionUID = 1;

    /** PyTorch's. */
    public static final double DEFAULT_DELTA = 1;

    public Huber {
      positive("huber.delta", delta);
    }

    @Override
    public Kind kind() {
      return Kind.HUBER;
    }
  }

  /** d²/(2·beta) for |d| &lt; beta, else |d| − beta/2. */
  record SmoothL1(double beta) implements LossSpec {
    private static final long serialVersionUID = 1;

    /** PyTorch's. */
    public static final double DEFAULT_BETA = 1;

    public SmoothL1 {
      positive("smoothL1.beta", beta);
    }

    @Override
    public Kind kind() {
      return Kind.SMOOTH_L1;
    }
  }

  /**
   * w·y·softplus(−p) + (1 − y)·softplus(p) from logits p and targets y in [0, 1].
   *
   * @param positiveWeights w of each column; empty: 1
   */
  record BinaryCrossEntropy(List<Double> positiveWeights) implements LossSpec {
    private static final long serialVersionUID = 1;

    /** All columns weigh 1. */
    public static final BinaryCrossEntropy DEFAULT = new BinaryCrossEntropy(List.of());

    public BinaryCrossEntropy {
      positiveWeights = List.copyOf(positiveWeights);
      positiveWeights.forEach(weight -> positive("binaryCrossEntropy.positiveWeights", weight));
    }

    @Override
    public Kind kind() {
      return Kind.BINARY_CROSS_ENTROPY;
    }

    @Override
    public OutputTransform transform() {
      return OutputTransform.SIGMOID;
    }
  }

  /**
   * From logits and a class index: with lp = log softmax, e = labelSmoothing, C classes: {@code (1
   * − e)·(−w[y]·lp[y]) + (e/C)·Σ_c(−w[c]·lp[c])}; a row weighs {@code w[y]}.
   *
   * @param classWeights w of each class; empty: 1
   */
  record SoftmaxCrossEntropy(List<Double> classWeights, double labelSmoothing) implements LossSpec {
    private static final long serialVersionUID = 1;

    /** Without weights and smoothing. */
    public static final SoftmaxCrossEntropy DEFAULT = new SoftmaxCrossEntropy(List.of(), 0);

    public SoftmaxCrossEntropy {
      classWeights = List.copyOf(classWeights);
      for (double weight : classWeights) {
        if (!Double.isFinite(weight) || weight < 0) {
          throw new IllegalArgumentException(
              "classWeights=" + weight + " (expected: >= 0); set train.classWeights");
        }
      }
      if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
        throw new IllegalArgumentException(
            "labelSmoothing="
                + labelSmoothing
                + " (expected: 0 to 1); set loss.crossEntropy.labelSmoothing");
      }
    }

    @Override
    public Kind kind() {
      return Kind.SOFTMAX_CROSS_ENTROPY;
    }

    @Override
    public OutputTransform transform() {
      return OutputTransform.SOFTMAX;
    }

    @Override
    public int targetWidth(int size, int width) {
      return size / width;
    }

    @Override
    public boolean weighted() {
      return !classWeights.isEmpty();
    }
  }

  private static void positive(String key, double value) {
    if (!Double.isFinite(value) || value <= 0) {
      throw new IllegalArgumentException(key + "=" + value + " (expected: > 0); set loss." + key);
    }
  }
}
