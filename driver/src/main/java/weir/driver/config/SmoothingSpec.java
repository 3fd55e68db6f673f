package weir.driver.config;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What becomes of the inputs of a time series before windows are cut: a weighted mean over this row
 * and rows before it, never after. Where the series begins, over those there are.
 */
public sealed interface SmoothingSpec extends Serializable {

  /** The tag that {@code switch} uses. */
  enum Kind implements Choice {
    NONE,
    MOVING_AVERAGE,
    EXPONENTIAL
  }

  /** The tag of this smoothing. */
  Kind kind();

  /** How much this row counts, the row before it, and so on; their ratios matter alone. */
  double[] weights();

  /** Inputs as they are. */
  record None() implements SmoothingSpec {
    private static final long serialVersionUID = 1;

    @Override
    public Kind kind() {
      return Kind.NONE;
    }

    @Override
    public double[] weights() {
      return new double[] {1};
    }
  }

  /** The plain mean of the last {@code rows} rows. */
  record MovingAverage(int rows) implements SmoothingSpec {
    private static final long serialVersionUID = 1;

    public MovingAverage {
      Check.atLeast("data.window.smooth.movingAverage", rows, 1);
    }

    @Override
    public Kind kind() {
      return Kind.MOVING_AVERAGE;
    }

    @Override
    public double[] weights() {
      double[] weights = new double[rows];
      Arrays.fill(weights, 1);
      return weights;
    }
  }

  /**
   * {@code s = factor x + (1 − factor) s}: a row counts (1 − factor) times the one after it; rows
   * that would count less than a float32 can tell are left out.
   */
  record Exponential(double factor) implements SmoothingSpec {
    private static final long serialVersionUID = 1;
    private static final double LEAST = 0x1p-26;
    private static final double LEAST_FACTOR = 0.001;

    public Exponential {
      Check.require(
          factor >= LEAST_FACTOR && factor <= 1,
          "data.window.smooth.exponential",
          factor,
          LEAST_FACTOR + " to 1");
    }

    @Override
    public Kind kind() {
      return Kind.EXPONENTIAL;
    }

    @Override
    public double[] weights() {
      double rest = 1 - factor;
      int rows = rest == 0 ? 1 : (int) Math.ceil(StrictMath.log(LEAST) / StrictMath.log(rest));
      double[] weights = new double[rows];
      double weight = 1;
      for (int i = 0; i < rows; i++) {
        weights[i] = weight;
        weight *= rest;
      }
      return weights;
    }
  }
}
