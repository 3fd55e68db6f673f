package weir.driver.data.source;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFileSystem;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import weir.driver.UserInputException;
import weir.driver.files.FileSystems;

/**
 * Paths and globs of a job become files. A file has one name from here on: that of its {@link Path}
 * on its file system, nothing in it escaped.
 */
public final class InputPaths {
  /** What Spark, Hadoop and commit protocols leave beside rows. */
  private static final Pattern HIDDEN =
      Pattern.compile(
          "\\..*|_SUCCESS|_metadata|_common_metadata|_spark_metadata|_temporary"
              + "|_committed.*|_started.*");

  /** Makes local files be read without Hadoop's checksums. */
  static final Map<String, String> WITHOUT_CHECKSUMS =
      Map.of(
          "fs.file.impl", RawLocalFileSystem.class.getName(), "fs.file.impl.disable.cache", "true");

  private static final int BUFFER_BYTES = 1 << 16;

  private InputPaths() {}

  /**
   * The files that {@code patterns} name, on any Hadoop file system; pattern by pattern, sorted
   * inside each. A name that exists is taken as it is; others are globs. Folders stand for the
   * files in them at any depth but hidden ones, and symbolic links for what they lead to.
   *
   * @param key the option that the patterns come from, for errors
   * @throws UserInputException when a pattern names nothing, or all files are empty
   */
  public static List<String> resolve(Configuration conf, List<String> patterns, String key) {
    List<FileStatus> files = new ArrayList<>();
    for (String pattern : patterns) {
      files.addAll(resolve(conf, pattern, key));
    }
    if (files.stream().allMatch(file -> file.getLen() == 0)) {
      throw new UserInputException(
          key + "=" + String.join(", ", patterns) + " is empty (expected: rows); set " + key);
    }
    return files.stream().map(file -> file.getPath().toString()).toList();
  }

  private static List<FileStatus> resolve(Configuration conf, String pattern, String key) {
    List<FileStatus> files = new ArrayList<>();
    List<FileStatus> found;
    try {
      Path path = new Path(pattern);
      FileSystem system = FileSystems.of(path, conf, key + "=" + pattern);
      found = new Glob(system).find(system.makeQualified(path));
      for (FileStatus status : found) {
        addFiles(system, status, new LinkedHashSet<>(), files);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UserInputException(
          key + "=" + pattern + " cannot be read: " + e.getMessage() + "; set " + key, e);
    }
    if (files.isEmpty()) {
      throw new UserInputException(
          key
              + "="
              + pattern
              + (found.isEmpty()
                  ? " does not exist (expected: a file, folder or glob); set "
                  : " has no files in it (expected: one or more); set ")
              + key);
    }
    return files;
  }

  /**
   * @param above the folders on the way here, by what links lead to
   */
  private static void addFiles(
      FileSystem system, FileStatus status, Set<Object> above, List<FileStatus> files)
      throws IOException {
    if (status.isFile()) {
      files.add(status);
      return;
    }
    Object place = place(status.getPath());
    if (!above.add(place)) {
      // A link to a folder that it lies in: everything in it is there already.
      return;
    }
    FileStatus[] inside = system.listStatus(status.getPath());
    Arrays.sort(inside);
    for (FileStatus child : inside) {
      if (!isHidden(child.getPath().getName())) {
        addFiles(system, child, above, files);
      }
    }
    above.remove(place);
  }

  /** Only local file systems of Hadoop's know links. */
  private static Object place(Path folder) throws IOException {
    boolean local = "file".equals(folder.toUri().getScheme());
    return local ? java.nio.file.Path.of(folder.toUri().getPath()).toRealPath() : folder;
  }

  /** True for files that folders and globs leave out. */
  public static boolean isHidden(String name) {
    return HIDDEN.matcher(name).matches();
  }

  /**
   * Something in a folder, whatever is in its name: in {@code Path(folder, "a:b")} a is a scheme.
   */
  static Path inside(Path folder, String name) {
    var uri = folder.toUri();
    return new Path(uri.getScheme(), uri.getAuthority(), uri.getPath() + "/" + name);
  }

  /** Opens a file for reading. */
  public static FSDataInputStream open(Configuration conf, String file) throws IOException {
    Path path = new Path(file);
    FileSystem system = path.getFileSystem(conf);
    return readable(system, path).open(path, BUFFER_BYTES);
  }

  /** Opens a file for reading, and unpacks it where its name says that it is compressed. */
  static InputStream openText(Configuration conf, String file) throws IOException {
    InputStream raw = open(conf, file);
    CompressionCodec codec = new CompressionCodecFactory(conf).getCodec(new Path(file));
    return new BufferedInputStream(
        codec == null ? raw : codec.createInputStream(raw), BUFFER_BYTES);
  }

  /** True for a name that Hadoop cannot make the name of a file of checksums of. */
  static boolean hasColon(Path path) {
    return path.getName().indexOf(':') >= 0;
  }

  /** The configuration to read a file with, where others than {@link #open} open it. */
  static Configuration reading(Configuration conf, String file) {
    if (!hasColon(new Path(file))) {
      return conf;
    }
    Configuration plain = new Configuration(conf);
    WITHOUT_CHECKSUMS.forEach(plain::set);
    return plain;
  }

  /** Hadoop cannot make the name of the checksum beside a local file with a colon in its name. */
  private static FileSystem readable(FileSystem system, Path path) {
    return hasColon(path) && system instanceof ChecksumFileSystem summed
        ? summed.getRawFileSystem()
        : system;
  }

  /** What a user calls a file: its last name. */
  public static String shortName(String file) {
    return file.substring(file.lastIndexOf('/') + 1);
  }
}
