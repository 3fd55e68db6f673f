package weir.driver.data.source;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import weir.driver.UserInputException;
import weir.driver.files.FileSystems;

/** Paths and globs of a job become files. */
public final class InputPaths {
  private InputPaths() {}

  /**
   * The files that {@code patterns} name, on any Hadoop file system; pattern by pattern, sorted
   * inside each. Folders stand for the files in them whose names begin with neither dot nor
   * underscore.
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
    FileStatus[] found;
    try {
      Path path = new Path(pattern);
      FileSystem system = FileSystems.of(path, conf, key + "=" + pattern);
      found = system.globStatus(path);
      if (found != null) {
        Arrays.sort(found);
        for (FileStatus status : found) {
          addFiles(system, status, files);
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new UserInputException(
          key + "=" + pattern + " cannot be read: " + e.getMessage() + "; set " + key, e);
    }
    if (files.isEmpty()) {
      boolean there = found != null && found.length > 0;
      throw new UserInputException(
          key
              + "="
              + pattern
              + (there
                  ? " has no files in it (expected: one or more); set "
                  : " does not exist (expected: a file, folder or glob); set ")
              + key);
    }
    return files;
  }

  private static void addFiles(FileSystem system, FileStatus status, List<FileStatus> files)
      throws IOException {
    if (status.isFile()) {
      files.add(status);
      return;
    }
    FileStatus[] inside = system.listStatus(status.getPath());
    Arrays.sort(inside);
    for (FileStatus child : inside) {
      String name = child.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        addFiles(system, child, files);
      }
    }
  }

  /** The one form of a file's name, whichever way Spark or Hadoop writes it. */
  public static String canonical(String file) {
    String decoded = file.contains("%") ? new Path(URI.create(file)).toString() : file;
    return new Path(decoded).toString().replaceFirst("^([a-z0-9+.-]+):/+", "$1:/");
  }

  /** Position of {@code file} in {@code files}, whichever way it is written. */
  public static int indexOf(List<String> files, String file) {
    if (files.contains(file)) {
      return files.indexOf(file);
    }
    String wanted = canonical(file);
    for (int i = 0; i < files.size(); i++) {
      if (canonical(files.get(i)).equals(wanted)) {
        return i;
      }
    }
    throw new IllegalStateException("read " + wanted + " (expected: one of " + files + ")");
  }

  /** What a user calls a file: its last name. */
  public static String shortName(String file) {
    return new Path(canonical(file)).getName();
  }
}
