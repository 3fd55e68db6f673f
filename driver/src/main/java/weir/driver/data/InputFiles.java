package weir.driver.data;

import java.util.List;
import weir.driver.config.DataFormat;
import weir.driver.config.DataSpec;
import weir.driver.config.ImageSpec;
import weir.driver.config.TableSpec;

/**
 * Files and how to read them.
 *
 * @param paths paths or globs
 * @param table how columns are named; csv and parquet only
 * @param image what image files become; images only
 */
public record InputFiles(DataFormat format, List<String> paths, TableSpec table, ImageSpec image) {
  public InputFiles {
    paths = List.copyOf(paths);
  }

  static InputFiles training(DataSpec data) {
    return new InputFiles(data.format(), data.train(), data.table(), data.image());
  }

  /** Other files, read alike. */
  InputFiles withPaths(List<String> others) {
    return new InputFiles(format, others, table, image);
  }

  /** The same files with other columns. */
  InputFiles withTable(TableSpec other) {
    return new InputFiles(format, paths, other, image);
  }
}
