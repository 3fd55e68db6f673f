package weir.driver.config;

import java.io.Serializable;

/**
 * Windows over a time series: the features of {@code steps} rows in order predict the labels of the
 * {@code horizon} rows that follow.
 *
 * @param steps rows of the input; &gt;= 1
 * @param horizon rows ahead whose labels are targets; &gt;= 1
 * @param stride rows from the start of one window to the next; &gt;= 1
 * @param difference targets are told as their difference to the label of the last input row
 * @param smooth what becomes of the inputs before
 */
public record SlidingWindow(
    int steps, int horizon, int stride, boolean difference, SmoothingSpec smooth)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** One row ahead, every window, values as they are. */
  public static SlidingWindow of(int steps) {
    return new SlidingWindow(steps, 1, 1, false, new SmoothingSpec.None());
  }

  public SlidingWindow {
    Check.atLeast("data.window.steps", steps, 1);
    Check.atLeast("data.window.horizon", horizon, 1);
    Check.atLeast("data.window.stride", stride, 1);
  }

  /** With so many rows ahead. */
  public SlidingWindow withHorizon(int rows) {
    return new SlidingWindow(steps, rows, stride, difference, smooth);
  }

  /** With every so many windows. */
  public SlidingWindow withStride(int rows) {
    return new SlidingWindow(steps, horizon, rows, difference, smooth);
  }

  /** With targets told as differences to the last label. */
  public SlidingWindow withDifference() {
    return new SlidingWindow(steps, horizon, stride, true, smooth);
  }

  /** With smoothed inputs. */
  public SlidingWindow withSmoothing(SmoothingSpec smoothing) {
    return new SlidingWindow(steps, horizon, stride, difference, smoothing);
  }

  /** Rows that one window takes, targets included. */
  public long rows() {
    return (long) steps + horizon;
  }
}
