package weir.worker.metric;

/**
 * Count, means and centred sums of squares of truth and residual of one output, updated by
 * Welford's method and merged by that of Chan, Golub and LeVeque ("Updating Formulae and a Pairwise
 * Algorithm for Computing Sample Variances", 1979): stable where values are large and deviations
 * small. One thread at a time.
 */
public final class RegressionMoments {
  private long rows;
  private double truthMean;
  private double truthSquares;
  private double residualMean;
  private double residualSquares;
  private double squaredError;
  private double absoluteError;

  /** Counts one row. */
  public void add(double truth, double predicted) {
    double residual = truth - predicted;
    rows++;
    double truthShift = truth - truthMean;
    truthMean += truthShift / rows;
    truthSquares += truthShift * (truth - truthMean);
    double residualShift = residual - residualMean;
    residualMean += residualShift / rows;
    residualSquares += residualShift * (residual - residualMean);
    squaredError += residual * residual;
    absoluteError += Math.abs(residual);
  }

  /** Adds the moments of other rows. */
  public void merge(RegressionMoments other) {
    if (other.rows == 0) {
      return;
    }
    long total = rows + other.rows;
    double share = (double) other.rows / total;
    double truthShift = other.truthMean - truthMean;
    truthMean += truthShift * share;
    truthSquares += other.truthSquares + truthShift * truthShift * rows * share;
    double residualShift = other.residualMean - residualMean;
    residualMean += residualShift * share;
    residualSquares += other.residualSquares + residualShift * residualShift * rows * share;
    squaredError += other.squaredError;
    absoluteError += other.absoluteError;
    rows = total;
  }

  /** Mean squared error; NaN without rows. */
  public double meanSquaredError() {
    return squaredError / rows;
  }

  /** Mean absolute error; NaN without rows. */
  public double meanAbsoluteError() {
    return absoluteError / rows;
  }

  /**
   * {@code 1 − Σ(y − ŷ)² / Σ(y − ȳ)²}; NaN with a constant truth, which leaves nothing to explain.
   */
  public double rSquared() {
    return explained(squaredError);
  }

  /** {@code 1 − Var(y − ŷ) / Var(y)}; with a constant truth as {@link #rSquared}. */
  public double explainedVariance() {
    return explained(residualSquares);
  }

  private double explained(double squares) {
    return isConstant() ? Double.NaN : 1 - squares / truthSquares;
  }

  /** True when the truth never varies. */
  boolean isConstant() {
    return truthSquares == 0;
  }

  void write(PartialWriter writer) {
    writer.count(rows);
    writer.number(truthMean);
    writer.number(truthSquares);
    writer.number(residualMean);
    writer.number(residualSquares);
    writer.number(squaredError);
    writer.number(absoluteError);
  }

  static RegressionMoments read(PartialReader reader) {
    RegressionMoments moments = new RegressionMoments();
    moments.rows = reader.count();
    moments.truthMean = reader.number();
    moments.truthSquares = reader.number();
    moments.residualMean = reader.number();
    moments.residualSquares = reader.number();
    moments.squaredError = reader.number();
    moments.absoluteError = reader.number();
    return moments;
  }
}
