package weir.driver.config;

import java.util.Locale;

/** How rows are stored. */
public enum DataFormat implements Choice {
  /** Comma-separated values, one row a line. */
  CSV,
  /** {@code label index:value …}, one sparse row a line, indices from 1. */
  LIBSVM,
  /** Images and labels in the format of MNIST, also gzipped. */
  IDX,
  /** Apache Parquet. */
  PARQUET,
  /** Drawn on the fly: {@code digits:ROWS?seed=SEED}; no file is read. */
  DIGITS;

  /** How the paths of generated digits begin. */
  public static final String DIGITS_PREFIX = "digits:";

  /** The format that a path's name tells; null when it does not tell. */
  public static DataFormat guess(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|bz2)$", "");
    if (name.startsWith(DIGITS_PREFIX)) {
      return DIGITS;
    }
    if (name.matches(".*\\.(csv|tsv)")) {
      return CSV;
    }
    if (name.matches(".*(idx[13]-ubyte|\\.idx[13]?)")) {
      return IDX;
    }
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    return name.matches(".*\\.(libsvm|svm|svmlight)") ? LIBSVM : null;
  }
}
