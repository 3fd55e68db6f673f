package weir.driver.deploy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import weir.proto.message.Header;
import weir.tensor.Blas;

/**
 * Runs inside spark-submit and tells, for the driver's JVM and for an executor's, where each shared
 * library comes from, how many copies of it the class path has, and which version runs.
 */
public final class ClassPathProbe {
  private static final Map<String, String> WITNESSES =
      Map.of(
          "netty", "io.netty.util.Version",
          "protobuf", "com.google.protobuf.Message",
          "scala", "scala.Option",
          "jackson", "com.fasterxml.jackson.databind.ObjectMapper",
          "slf4j", "org.slf4j.Logger",
          "netlib", "dev.ludovic.netlib.blas.BLAS",
          "spark", "org.apache.spark.SparkContext",
          "yaml", "com.fasterxml.jackson.dataformat.yaml.YAMLFactory",
          "picocli", "picocli.CommandLine",
          "weir", "weir.proto.message.Header");

  private ClassPathProbe() {}

  /** Prints one line for each library and JVM: {@code place library copies source}. */
  public static void main(String[] arguments) throws Exception {
    describe("driver").forEach(System.out::println);
    try (JavaSparkContext context = new JavaSparkContext(new SparkConf())) {
      context
          .parallelize(List.of(1), 1)
          .flatMap(one -> describe("executor").iterator())
          .collect()
          .forEach(System.out::println);
    }
  }

  private static List<String> describe(String place) throws IOException, ClassNotFoundException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, String> witness : WITNESSES.entrySet()) {
      String file = witness.getValue().replace('.', '/') + ".class";
      int copies = Collections.list(loader.getResources(file)).size();
      Class<?> found = Class.forName(witness.getValue(), false, loader);
      Object source = found.getProtectionDomain().getCodeSource().getLocation();
      lines.add(place + " " + witness.getKey() + " " + copies + " " + source);
    }
    lines.add(place + " netty-version " + nettyVersions());
    lines.add(place + " protobuf-version " + protobufVersion());
    lines.add(place + " blas " + Blas.get().info().library());
    // Generated code checks the runtime's version when it is first used.
    lines.add(place + " header-bytes " + Header.getDefaultInstance().getSerializedSize());
    return lines;
  }

  private static String nettyVersions() {
    return io.netty.util.Version.identify().values().stream()
        .map(io.netty.util.Version::artifactVersion)
        .distinct()
        .sorted()
        .toList()
        .toString();
  }

  private static String protobufVersion() {
    return com.google.protobuf.RuntimeVersion.OSS_MAJOR
        + "."
        + com.google.protobuf.RuntimeVersion.OSS_MINOR
        + "."
        + com.google.protobuf.RuntimeVersion.OSS_PATCH;
  }
}
