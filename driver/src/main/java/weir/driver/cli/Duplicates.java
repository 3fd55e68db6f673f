package weir.driver.cli;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.ZipFile;

/** Finds jars that bring the same class: which of the two wins is chance. */
final class Duplicates {
  private static final String SUFFIX = ".class";

  private Duplicates() {}

  /**
   * Two jars that clash.
   *
   * @param example one of the classes that both bring
   */
  record Clash(Path first, Path second, int classes, String example) {
    @Override
    public String toString() {
      return first.getFileName()
          + " and "
          + second.getFileName()
          + " both bring "
          + example
          + (classes > 1 ? " and " + (classes - 1) + " more classes" : "");
    }
  }

  /** The jars that this JVM loads classes from, application jars of spark-submit among them. */
  static Set<Path> classPath() {
    var jars = new LinkedHashSet<Path>();
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      add(jars, Path.of(entry));
    }
    for (ClassLoader loader = Thread.currentThread().getContextClassLoader();
        loader != null;
        loader = loader.getParent()) {
      if (loader instanceof URLClassLoader urls) {
        for (URL url : urls.getURLs()) {
          if (url.getProtocol().equals("file")) {
            add(jars, Path.of(url.getPath()));
          }
        }
      }
    }
    return jars;
  }

  private static void add(Set<Path> jars, Path path) {
    if (path.toString().endsWith(".jar") && Files.isRegularFile(path)) {
      jars.add(path.toAbsolutePath().normalize());
    }
  }

  /** Every pair of {@code jars} with a class of one of {@code libraries} in common. */
  static List<Clash> among(Set<Path> jars, List<Library> libraries) throws IOException {
    var owners = new HashMap<String, Path>();
    var clashes = new TreeMap<String, Clash>();
    for (Path jar : jars) {
      try (var zip = new ZipFile(jar.toFile())) {
        zip.stream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(SUFFIX) && !name.startsWith("META-INF/"))
            .map(name -> name.substring(0, name.length() - SUFFIX.length()).replace('/', '.'))
            .filter(name -> libraries.stream().anyMatch(library -> library.owns(name)))
            .forEach(name -> note(name, jar, owners, clashes));
      }
    }
    return new ArrayList<>(clashes.values());
  }

  private static void note(
      String name, Path jar, Map<String, Path> owners, Map<String, Clash> clashes) {
    Path first = owners.putIfAbsent(name, jar);
    if (first != null) {
      clashes.merge(
          first + "|" + jar,
          new Clash(first, jar, 1, name),
          (old, added) -> new Clash(first, jar, old.classes() + 1, old.example()));
    }
  }
}
