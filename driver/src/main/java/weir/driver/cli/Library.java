package weir.driver.cli;

import java.security.CodeSource;
import java.util.List;

/**
 * A library that has to be there once, in the version the build was made with.
 *
 * @param probe a class of it that loads without side effects
 * @param packages what its classes' names begin with
 */
record Library(String name, String probe, List<String> packages) {
  /** An empty class that the build of Spark puts into each of its jars. */
  private static final String STUB = "org.apache.spark.unused.";

  static final List<Library> ALL =
      List.of(
          of("weir", "weir.driver.cli.WeirCommand", "weir."),
          of("spark", "org.apache.spark.SparkConf", "org.apache.spark."),
          of("scala", "scala.Option", "scala."),
          of("netty", "io.netty.util.ReferenceCounted", "io.netty."),
          of("protobuf", "com.google.protobuf.Message", "com.google.protobuf."),
          of("jackson", "com.fasterxml.jackson.databind.ObjectMapper", "com.fasterxml.jackson."),
          of("snakeyaml", "org.yaml.snakeyaml.Yaml", "org.yaml.snakeyaml."),
          of("netlib", "dev.ludovic.netlib.blas.BLAS", "dev.ludovic.netlib."),
          of("openblas", "org.bytedeco.openblas.presets.openblas_nolapack", "org.bytedeco."),
          of("picocli", "picocli.CommandLine", "picocli."),
          of("slf4j", "org.slf4j.Logger", "org.slf4j."));

  private static Library of(String name, String probe, String prefix) {
    return new Library(name, probe, List.of(prefix));
  }

  /** True for a class of this library. */
  boolean owns(String className) {
    return packages.stream().anyMatch(className::startsWith) && !className.startsWith(STUB);
  }

  /** Version and jar, or that it is missing. */
  String describe(ClassLoader loader) {
    try {
      Class<?> type = Class.forName(probe, false, loader);
      CodeSource source = type.getProtectionDomain().getCodeSource();
      String from = source == null ? "the JDK" : fileName(source.getLocation().getPath());
      String version = type.getPackage().getImplementationVersion();
      return (version == null ? "" : version + "  ") + from;
    } catch (ClassNotFoundException e) {
      return "missing";
    }
  }

  private static String fileName(String path) {
    String[] parts = path.split("/");
    return parts[parts.length - 1];
  }
}
