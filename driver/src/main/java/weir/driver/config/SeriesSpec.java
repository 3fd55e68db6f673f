package weir.driver.config;

import java.io.Serializable;

/**
 * What the order of the rows means.
 *
 * @param split how held-out rows are cut from the training files
 * @param window null: each row is one by itself
 */
public record SeriesSpec(SplitSpec split, SlidingWindow window) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Nothing. */
  public static final SeriesSpec NONE = new SeriesSpec(SplitSpec.HASH, null);

  /** The same without numbers of rows: for other files. */
  public SeriesSpec ofOtherFiles() {
    return new SeriesSpec(split.byTime() ? SplitSpec.TIME : split, window);
  }

  public SeriesSpec {
    Check.require(
        window == null || split.byTime(),
        "data.split",
        split.kind().key(),
        "time beside data.window, or windows would share rows");
  }
}
