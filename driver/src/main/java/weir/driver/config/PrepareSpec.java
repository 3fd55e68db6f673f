package weir.driver.config;

import java.io.Serializable;
import java.util.List;

/**
 * One step of preparation, fitted on the training rows, applied to all rows in the order of the
 * list, and stored with the model.
 */
public sealed interface PrepareSpec extends Serializable
    permits PrepareSpec.Scale,
        PrepareSpec.Standardize,
        PrepareSpec.OneHot,
        PrepareSpec.Impute,
        PrepareSpec.DropDuplicates,
        TextStep {

  /** The tag that {@code switch} uses. */
  enum Kind implements Choice {
    SCALE,
    STANDARDIZE,
    ONE_HOT,
    IMPUTE,
    DROP_DUPLICATES,
    WORDS,
    CHARACTERS,
    HASH
  }

  /** The tag of this step. */
  Kind kind();

  /** The columns it touches; empty: all it can be applied to. */
  List<String> columns();

  /** {@code (x − min) / (max − min)}: into 0..1; a constant column becomes 0. */
  record Scale(List<String> columns) implements PrepareSpec {
    public Scale {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.SCALE;
    }
  }

  /** {@code (x − mean) / deviation}, biased deviation; a constant column becomes 0. */
  record Standardize(List<String> columns) implements PrepareSpec {
    public Standardize {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.STANDARDIZE;
    }
  }

  /** A text column becomes one 0/1 column a value seen in training, values in sorted order. */
  record OneHot(List<String> columns) implements PrepareSpec {
    public OneHot {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.ONE_HOT;
    }
  }

  /** What a missing value becomes. */
  enum Strategy implements Choice {
    /** The mean of the column; numbers only. */
    MEAN,
    /** The median of the column; numbers only. */
    MEDIAN,
    /** The value seen most often, the smallest of several; numbers and texts. */
    MOST_FREQUENT
  }

  /**
   * Missing values become what {@code strategy} says; text columns always take the most frequent.
   */
  record Impute(Strategy strategy, List<String> columns) implements PrepareSpec {
    /** The strategy where none is given. */
    public static final Strategy DEFAULT_STRATEGY = Strategy.MEAN;

    public Impute {
      columns = List.copyOf(columns);
    }

    @Override
    public Kind kind() {
      return Kind.IMPUTE;
    }
  }

  /** Of equal training rows only the first in rank is kept. */
  record DropDuplicates() implements PrepareSpec {
    @Override
    public Kind kind() {
      return Kind.DROP_DUPLICATES;
    }

    @Override
    public List<String> columns() {
      return List.of();
    }
  }
}
