package weir.driver.data.image;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import weir.driver.UserInputException;
import weir.driver.data.source.InputPaths;

/**
 * Image files and their labels: a folder that the job names has a folder a class, with images at
 * any depth; the label of a file that the job names itself, or by a glob, is the folder it lies in.
 */
final class ImageFolders {
  private final Configuration conf;
  private final String key;
  private final List<String> roots = new ArrayList<>();
  private final ImageNames names;

  /**
   * @param key the option that the patterns come from, for errors
   */
  ImageFolders(Configuration conf, String key) {
    this.conf = conf;
    this.key = key;
    this.names = new ImageNames(conf);
  }

  /**
   * Lists them in the order of the patterns, sorted inside each. Other files in folders and globs
   * are left out.
   *
   * @param labelled false when files may lie outside of class folders
   */
  List<ImageFile> list(List<String> patterns, boolean labelled) {
    Set<String> named = new HashSet<>();
    patterns.forEach(pattern -> named.add(qualified(pattern)));
    List<String> files =
        InputPaths.resolve(conf, patterns, key).stream()
            .filter(file -> named.contains(file) || names.isImage(file))
            .toList();
    if (files.isEmpty()) {
      throw new UserInputException(
          key + ": " + names.leftOut() + " (expected: PNG or JPEG files); set " + key);
    }
    for (String pattern : patterns) {
      addRoot(pattern, files);
    }
    List<ImageFile> images = new ArrayList<>();
    for (String file : files) {
      String label = label(file);
      if (label == null && labelled) {
        throw new UserInputException(
            key
                + ": "
                + file
                + " lies in no class folder (expected: a folder a class); set "
                + key);
      }
      images.add(new ImageFile(file, label));
    }
    return images;
  }

  private void addRoot(String pattern, List<String> files) {
    try {
      Path path = new Path(pattern);
      FileSystem system = path.getFileSystem(conf);
      if (!system.exists(path) || !system.getFileStatus(path).isDirectory()) {
        return;
      }
      roots.add(system.makeQualified(path) + "/");
      for (FileStatus inside : system.listStatus(path)) {
        String folder = inside.getPath() + "/";
        if (inside.isDirectory()
            && !InputPaths.isHidden(inside.getPath().getName())
            && files.stream().noneMatch(file -> file.startsWith(folder))) {
          throw new UserInputException(
              key
                  + ": class folder "
                  + inside.getPath()
                  + " is empty (expected: PNG or JPEG files); add some or remove it");
        }
      }
    } catch (IOException e) {
      throw new UserInputException(
          key + "=" + pattern + " cannot be read: " + e.getMessage() + "; set " + key, e);
    }
  }

  /** What was left out, in one line; null when nothing was. */
  String leftOut() {
    return names.leftOut();
  }

  private String qualified(String pattern) {
    try {
      Path path = new Path(pattern);
      return path.getFileSystem(conf).makeQualified(path).toString();
    } catch (IOException e) {
      throw new UserInputException(
          key + "=" + pattern + " cannot be read: " + e.getMessage() + "; set " + key, e);
    }
  }

  private String label(String file) {
    for (String root : roots) {
      if (file.startsWith(root)) {
        int end = file.indexOf('/', root.length());
        return end < 0 ? null : file.substring(root.length(), end);
      }
    }
    return new Path(file).getParent().getName();
  }
}
