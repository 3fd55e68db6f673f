package weir.driver.data;

import java.util.List;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.ImageSpec;
import weir.driver.config.TableSpec;
import weir.driver.config.TextStep;

/**
 * Files and how to read them.
 *
 * @param paths paths or globs
 * @param table how columns are named; csv and parquet only
 * @param image what image files become; images only
 * @param sequence the tokens that texts are sequences of; null where each text is a row by itself
 */
public record InputFiles(
    DataFormat format,
    List<String> paths,
    TableSpec table,
    ImageSpec image,
    TextStep.TokenIds sequence) {
  public InputFiles {
    paths = List.copyOf(paths);
  }

  /** Files whose rows are no parts of a sequence. */
  public InputFiles(DataFormat format, List<String> paths, TableSpec table, ImageSpec image) {
    this(format, paths, table, image, null);
  }

  static InputFiles training(DataSpec data) {
    return new InputFiles(data.format(), data.train(), data.table(), data.image(), data.sequence());
  }

  /** Other files, read alike. */
  InputFiles withPaths(List<String> others) {
    return new InputFiles(format, others, table, image, sequence);
  }

  /** The same files with other columns. */
  InputFiles withTable(TableSpec other) {
    return new InputFiles(format, paths, other, image, sequence);
  }
}
