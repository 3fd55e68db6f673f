package weir.driver.data.source;

import java.util.List;
import org.apache.hadoop.conf.Configuration;

/**
 * The files that paths and globs name.
 *
 * @param folders columns that the names of their folders are
 */
public record FoundFiles(List<String> files, PartitionFolders folders) {
  public FoundFiles {
    files = List.copyOf(files);
  }

  /**
   * Looks for files on any Hadoop file system.
   *
   * @param key the option that the patterns come from, for errors
   * @throws weir.driver.UserInputException when a pattern names nothing, or all files are empty
   */
  public static FoundFiles of(Configuration conf, List<String> patterns, String key) {
    List<String> files = InputPaths.resolve(conf, patterns, key);
    return new FoundFiles(files, PartitionFolders.of(patterns, files));
  }
}
