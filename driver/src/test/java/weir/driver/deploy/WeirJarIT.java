package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What Weir adds to Spark's class path: one jar, small, with nothing in it that Spark ships. */
class WeirJarIT {
  private static final Path WEIR_JAR = Path.of(System.getProperty("weir.jar"));
  private static final Path SPARK_JARS = Path.of(System.getProperty("weir.sparkHome"), "jars");

  @Test
  void hasAtMostThirtyMegabytes() throws IOException {
    assertThat(Files.size(WEIR_JAR)).isLessThanOrEqualTo(30L << 20);
  }

  @Test
  void sharesNoClassWithSparksJars() throws IOException {
    Set<String> shared = classes(WEIR_JAR);
    Set<String> sparks = new TreeSet<>();
    try (var jars = Files.newDirectoryStream(SPARK_JARS, "*.jar")) {
      for (Path jar : jars) {
        sparks.addAll(classes(jar));
      }
    }
    assertThat(sparks)
        .contains("org/apache/spark/SparkContext.class", "io/netty/util/Version.class");
    shared.retainAll(sparks);
    assertThat(shared).isEmpty();
  }

  @Test
  void carriesTheNativeLibraryOfThisPlatform() throws IOException {
    try (JarFile jar = new JarFile(WEIR_JAR.toFile())) {
      assertThat(jar.stream().map(entry -> entry.getName()))
          .anyMatch(name -> name.matches("org/bytedeco/openblas/[^/]+/.*openblas.*"));
    }
  }

  private static Set<String> classes(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      return file.stream()
          .map(entry -> entry.getName())
          .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
          .collect(TreeSet::new, Set::add, Set::addAll);
    }
  }
}
