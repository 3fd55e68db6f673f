package weir.driver.data.source;

import java.io.Serializable;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.Path;
import weir.driver.UserInputException;
import weir.driver.data.row.Numbers;

/**
 * Columns whose values are the names of folders, {@code country=DE}, as Spark and Hive write them.
 *
 * @param names of the columns
 * @param values of each file, by its name; null where one is missing
 */
public record PartitionFolders(List<String> names, Map<String, String[]> values)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** What Hive writes for null. */
  private static final String MISSING = "__HIVE_DEFAULT_PARTITION__";

  /** No columns. */
  static final PartitionFolders NONE = new PartitionFolders(List.of(), Map.of());

  private static final Pattern WILDCARD = Pattern.compile("[*?\\[{]");

  public PartitionFolders {
    names = List.copyOf(names);
    values = Map.copyOf(values);
  }

  /**
   * The folders between what the user names, or its first wildcard, and each file.
   *
   * @param patterns paths and globs of the user
   * @param files what they name
   * @throws UserInputException when files lie in folders of different columns
   */
  static PartitionFolders of(List<String> patterns, List<String> files) {
    List<String> roots = patterns.stream().map(PartitionFolders::root).toList();
    List<String> names = null;
    Map<String, String[]> values = new HashMap<>();
    for (String file : files) {
      Map<String, String> folders = folders(below(roots, path(file)));
      names = names == null ? new ArrayList<>(folders.keySet()) : names;
      if (!names.equals(List.copyOf(folders.keySet()))) {
        throw new UserInputException(
            file
                + " lies in folders of the columns "
                + folders.keySet()
                + " (expected: "
                + names
                + ", as all files)");
      }
      values.put(file, folders.values().toArray(String[]::new));
    }
    return new PartitionFolders(names == null ? List.of() : names, values);
  }

  private static String path(String file) {
    return new Path(file).toUri().getPath();
  }

  private static String root(String pattern) {
    String path = path(pattern);
    Matcher wildcard = WILDCARD.matcher(path);
    return wildcard.find() ? path.substring(0, path.lastIndexOf('/', wildcard.start()) + 1) : path;
  }

  /** What of a path lies below the longest root that leads to it. */
  private static String below(List<String> roots, String path) {
    int longest = 0;
    for (String root : roots) {
      longest = path.startsWith(root) ? Math.max(longest, root.length()) : longest;
    }
    return longest == path.length() ? "" : path.substring(longest);
  }

  private static Map<String, String> folders(String path) {
    Map<String, String> folders = new LinkedHashMap<>();
    String[] parts = path.split("/");
    for (int i = 0; i < parts.length - 1; i++) {
      int equals = parts[i].indexOf('=');
      if (equals > 0) {
        String value = unescaped(parts[i].substring(equals + 1));
        folders.put(unescaped(parts[i].substring(0, equals)), MISSING.equals(value) ? null : value);
      }
    }
    return folders;
  }

  /** As Hive escapes names: %3A for a colon; a plus is a plus. */
  private static String unescaped(String name) {
    return URLDecoder.decode(name.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** Names of columns that hold numbers alone. */
  Set<String> numbers() {
    Set<String> numbers = new HashSet<>();
    for (int i = 0; i < names.size(); i++) {
      int column = i;
      if (values.values().stream().allMatch(of -> isNumber(of[column]))) {
        numbers.add(names.get(i));
      }
    }
    return numbers;
  }

  private static boolean isNumber(String value) {
    if (value == null) {
      return true;
    }
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return !Double.isNaN(Numbers.parse(value)) && !Numbers.isCode(utf8, 0, utf8.length);
  }

  /**
   * Refuses folders with the name of a column that the files have.
   *
   * @throws UserInputException naming it
   */
  void check(List<String> columns) {
    for (String name : names) {
      if (columns.contains(name)) {
        throw new UserInputException(
            "column "
                + name
                + " is in the files and in the names of their folders, "
                + name
                + "=VALUE (expected: one of them); name these folders themselves, or rename"
                + " them");
      }
    }
  }

  /** The values of a file, in the order of the names. */
  String[] of(String file) {
    return values.get(file);
  }
}
