package weir.driver.api;

import weir.driver.config.DataFormat;
import weir.driver.config.TextLabel;

/** Where the rows to train on come from. For static import. */
public final class DataFormats {
  private DataFormats() {}

  /** Comma-separated values; says {@link Data#label} too. */
  public static Data csv(String... train) {
    return new Data(DataFormat.CSV, train);
  }

  /** Sparse rows {@code label index:value …}. */
  public static Data libsvm(String... train) {
    return new Data(DataFormat.LIBSVM, train);
  }

  /** Images in the format of MNIST, labels in the file beside them. */
  public static Data idx(String... images) {
    return new Data(DataFormat.IDX, images);
  }

  /** Apache Parquet; says {@link Data#label} too. */
  public static Data parquet(String... train) {
    return new Data(DataFormat.PARQUET, train);
  }

  /** Texts, a line or a file each; says {@link Data#label(TextLabel)} too. */
  public static Data text(String... train) {
    return new Data(DataFormat.TEXT, train);
  }

  /** PNG and JPEG files, in a folder a class; says {@link Data#imageSize} to resize them. */
  public static Data images(String... folders) {
    return new Data(DataFormat.IMAGES, folders);
  }

  /** Digits, 28×28 grey, drawn on the fly: nothing to download. */
  public static Data digits(int rows, long seed) {
    return new Data(DataFormat.DIGITS, digitsPath(rows, seed));
  }

  /**
   * Features uniform in 0..1 and labels that they say nothing of, drawn on the fly.
   *
   * @param binary labels are 0 or 1; else uniform in 0..1, the probability of a yes
   */
  public static Data uniform(int rows, int features, long seed, boolean binary) {
    String options = "?features=" + features + "&seed=" + seed + "&labels=";
    String path = DataFormat.UNIFORM.prefix() + rows + options + (binary ? "binary" : "soft");
    return new Data(DataFormat.UNIFORM, path);
  }

  /** The path of drawn digits, for {@link Data#test} and {@link Data#validation}. */
  public static String digitsPath(int rows, long seed) {
    return DataFormat.DIGITS.prefix() + rows + "?seed=" + seed;
  }
}
