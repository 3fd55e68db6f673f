package weir.driver.data.source;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.GlobExpander;
import org.apache.hadoop.fs.GlobPattern;
import org.apache.hadoop.fs.Path;

/**
 * Globs with the characters of Hadoop's ({@code * ? [a-z] {a,b} \}), in which each part of a path
 * that exists stands for itself. Hadoop's own take brackets in the names of folders for patterns
 * and end at a colon in any name that they pass.
 */
final class Glob {
  private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

  private final FileSystem system;
  private final Map<Path, FileStatus> found = new LinkedHashMap<>();

  Glob(FileSystem system) {
    this.system = system;
  }

  /** What exists and matches, sorted; hidden names only where they are written out. */
  List<FileStatus> find(Path pattern) throws IOException {
    FileStatus whole = status(pattern);
    if (whole != null) {
      return List.of(whole);
    }
    Path root = new Path(pattern.toUri().getScheme(), pattern.toUri().getAuthority(), "/");
    descend(system.getFileStatus(root), pattern.toUri().getPath().replaceFirst("^/+", ""));
    FileStatus[] sorted = found.values().toArray(FileStatus[]::new);
    Arrays.sort(sorted);
    return Arrays.asList(sorted);
  }

  private void descend(FileStatus here, String rest) throws IOException {
    if (rest.isEmpty()) {
      found.put(here.getPath(), here);
      return;
    }
    if (!here.isDirectory()) {
      return;
    }
    FileStatus literal = status(InputPaths.inside(here.getPath(), first(rest)));
    if (literal != null) {
      descend(literal, others(rest));
      return;
    }
    // Now no slash stands in braces.
    for (String pattern : GlobExpander.expand(rest)) {
      for (FileStatus match : matches(here.getPath(), first(pattern))) {
        descend(match, others(pattern));
      }
    }
  }

  private static String first(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  private static String others(String path) {
    int slash = path.indexOf('/');
    return slash < 0 ? "" : path.substring(slash + 1);
  }

  private List<FileStatus> matches(Path folder, String pattern) throws IOException {
    GlobPattern glob = new GlobPattern(pattern);
    List<FileStatus> matches = new ArrayList<>();
    if (!glob.hasWildcard()) {
      String name = ESCAPE.matcher(pattern).replaceAll("$1");
      FileStatus status = status(InputPaths.inside(folder, name));
      return status == null ? List.of() : List.of(status);
    }
    for (FileStatus child : system.listStatus(folder)) {
      String name = child.getPath().getName();
      boolean meant = pattern.charAt(0) == name.charAt(0) || !InputPaths.isHidden(name);
      if (meant && glob.matches(name)) {
        matches.add(child);
      }
    }
    return matches;
  }

  private FileStatus status(Path path) throws IOException {
    try {
      return system.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return null;
    }
  }
}
