package weir.worker.metric;

import java.io.Serializable;

/**
 * Which metrics an output gets.
 *
 * @param kind what its numbers mean
 * @param width floats of one prediction: classes, or columns
 */
public record MetricSpec(Kind kind, int width) implements Serializable {
  private static final long serialVersionUID = 1;

  /** What the numbers of an output mean. */
  public enum Kind {
    /** Logits, one a class; the target is a class index. */
    CLASSES,
    /** One logit a column; targets are 0 or 1, or in between. Several columns are pooled. */
    BINARY,
    /** The predicted values themselves, one a column. */
    REGRESSION
  }

  public MetricSpec {
    if (width < 1 || (kind == Kind.CLASSES && width < 2)) {
      throw new IllegalArgumentException(
          "outputs=" + width + " (expected: >= " + (kind == Kind.CLASSES ? 2 : 1) + ")");
    }
  }

  /** A partial of no rows. */
  OutputPartial empty() {
    return switch (kind) {
      case CLASSES -> new ClassPartial(width);
      case BINARY -> new BinaryPartial(width);
      case REGRESSION -> new RegressionPartial(width);
    };
  }

  OutputPartial read(PartialReader reader) {
    return switch (kind) {
      case CLASSES -> ClassPartial.read(reader, width);
      case BINARY -> BinaryPartial.read(reader, width);
      case REGRESSION -> RegressionPartial.read(reader, width);
    };
  }
}
