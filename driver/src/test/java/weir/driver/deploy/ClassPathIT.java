package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * In the JVMs that spark-submit starts there is one copy of every library that Spark and we share.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClassPathIT {
  private static final Path SPARK_HOME = Path.of(System.getProperty("weir.sparkHome"));
  private static final Path WEIR_JAR = Path.of(System.getProperty("weir.jar"));

  private Shell.Outcome outcome;

  @BeforeAll
  void submitsTheProbe(@TempDir Path folder) throws IOException, InterruptedException {
    Path jar = folder.resolve("probe.jar");
    writeJar(jar, ClassPathProbe.class);
    outcome =
        new Shell(SPARK_HOME, folder)
            .run(
                "bin/spark-submit",
                "--master=local-cluster[1,1,700]",
                "--conf=spark.executor.memory=600m",
                "--conf=spark.driver.host=127.0.0.1",
                "--conf=spark.ui.enabled=false",
                "--class=" + ClassPathProbe.class.getName(),
                "--jars=" + WEIR_JAR,
                jar.toString());
    assertThat(outcome.exitCode()).as(outcome.toString()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "netty, netty-common-",
    "protobuf, protobuf-java-",
    "scala, scala-library-",
    "jackson, jackson-databind-",
    "slf4j, slf4j-api-",
    "netlib, blas-",
    "spark, spark-core_"
  })
  void findsOneCopyAndItIsSparks(String library, String jar) {
    for (String place : new String[] {"driver", "executor"}) {
      assertThat(outcome.after(place + " " + library + " "))
          .as(outcome.toString())
          .startsWith("1 file:" + SPARK_HOME.resolve("jars") + "/" + jar);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"weir", "picocli", "yaml"})
  void findsOneCopyAndItIsOurs(String library) {
    for (String place : new String[] {"driver", "executor"}) {
      assertThat(outcome.after(place + " " + library + " "))
          .as(outcome.toString())
          .startsWith("1 file:")
          .endsWith("/" + WEIR_JAR.getFileName());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "executor"})
  void runsTheVersionsItWasBuiltWith(String place) {
    assertThat(outcome.after(place + " netty-version "))
        .isEqualTo("[" + System.getProperty("netty.version") + "]");
    assertThat(outcome.after(place + " protobuf-version "))
        .isEqualTo(System.getProperty("protobuf.version"));
    assertThat(outcome.after(place + " header-bytes ")).isEqualTo("0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"driver", "executor"})
  @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
  void findsTheNativeLibraryInWeirsJar(String place) {
    assertThat(outcome.after(place + " blas ")).as(outcome.toString()).isEqualTo("OpenBLAS");
  }

  static void writeJar(Path jar, Class<?> content) throws IOException {
    String name = content.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        InputStream in = content.getClassLoader().getResourceAsStream(name)) {
      out.putNextEntry(new JarEntry(name));
      in.transferTo(out);
      out.closeEntry();
    }
  }
}
