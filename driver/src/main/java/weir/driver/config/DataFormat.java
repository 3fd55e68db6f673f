package weir.driver.config;

import java.util.Locale;

/** How rows are stored. */
public enum DataFormat implements Choice {
  /** Comma-separated values, one row a line. */
  CSV,
  /** {@code label index:value …}, one sparse row a line. */
  LIBSVM,
  /** Images and labels in the format of MNIST, also gzipped. */
  IDX,
  /** Apache Parquet. */
  PARQUET,
  /** Texts: lines or whole files. */
  TEXT,
  /** PNG and JPEG files, in a folder a class. */
  IMAGES,
  /** A DataFrame that a program hands over; it has no files. */
  FRAME,
  /** Drawn on the fly: {@code digits:ROWS?seed=SEED}; no file is read. */
  DIGITS,
  /**
   * Drawn on the fly: {@code uniform:ROWS?features=FEATURES&seed=SEED&labels=soft|binary}; features
   * uniform in 0..1, and labels that they say nothing of.
   */
  UNIFORM;

  /** True for a path that names rows to draw instead of a file. */
  public static boolean generates(String path) {
    DataFormat format = guess(path);
    return format != null && format.generated();
  }

  /** True when rows are drawn and no file is read. */
  public boolean generated() {
    return this == DIGITS || this == UNIFORM;
  }

  /** True when rows are tables whose columns have names. */
  public boolean hasColumns() {
    return this == CSV || this == PARQUET || this == FRAME;
  }

  /** How the paths of rows of this format begin where they are drawn. */
  public String prefix() {
    return key() + ":";
  }

  /** The format that a path's name tells; null when it does not tell. */
  public static DataFormat guess(String path) {
    String name = path.toLowerCase(Locale.ROOT).replaceAll("\\.(gz|bz2)$", "");
    if (name.startsWith(DIGITS.prefix())) {
      return DIGITS;
    }
    if (name.startsWith(UNIFORM.prefix())) {
      return UNIFORM;
    }
    if (name.matches(".*\\.(csv|tsv)")) {
      return CSV;
    }
    if (name.matches(".*(idx[13]-ubyte|\\.idx[13]?)")) {
      return IDX;
    }
    if (name.matches(".*\\.(png|jpe?g)")) {
      return IMAGES;
    }
    if (name.endsWith(".parquet")) {
      return PARQUET;
    }
    if (name.endsWith(".txt")) {
      return TEXT;
    }
    return name.matches(".*\\.(libsvm|svm|svmlight)") ? LIBSVM : null;
  }
}
