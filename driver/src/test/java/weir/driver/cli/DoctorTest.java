package weir.driver.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DoctorTest {
  @Test
  void tellsVersionsBlasMemoryPortsAndSpark() {
    var out = new StringWriter();
    CommandLine line = WeirCommand.commandLine(new FakeEngine());
    line.setOut(new PrintWriter(out));

    assertThat(line.execute("doctor")).as(out.toString()).isZero();
    assertThat(out.toString())
        .containsPattern("netty +.*netty-common-[0-9.]+Final.jar")
        .containsPattern("protobuf +.*protobuf-java-[0-9.]+.jar")
        .containsPattern("scala +.*scala-library-[0-9.]+.jar")
        .containsPattern("spark +.*spark-core_[0-9.]+-[0-9.]+.jar")
        .containsPattern("blas +\\w+ .* GFLOP/s")
        .containsPattern("memory +heap of")
        .containsPattern("vector +module jdk.incubator.vector is there")
        .containsPattern("ports +loopback can be listened on")
        .contains("all is well");
  }

  @Test
  void namesBothJarsThatBringAClass(@TempDir Path folder) throws IOException {
    Path old = jar(folder.resolve("netty-old.jar"), "io/netty/A.class", "io/netty/B.class");
    Path neu = jar(folder.resolve("netty-new.jar"), "io/netty/A.class", "io/netty/B.class");
    Path other = jar(folder.resolve("other.jar"), "org/other/A.class", "META-INF/x.class");

    List<Duplicates.Clash> clashes = Duplicates.among(Set.of(old, neu, other), Library.ALL);

    assertThat(clashes).hasSize(1);
    assertThat(clashes.get(0).classes()).isEqualTo(2);
    assertThat(clashes.get(0).toString())
        .contains("netty-old.jar", "netty-new.jar", " both bring io.netty.", " and 1 more classes");
  }

  @Test
  void theMasterIsTheUsersOrOneSlotForEachWorker() {
    var properties = new Properties();
    assertThat(SparkMaster.master(properties, 3)).isEqualTo("local[3]");
    properties.setProperty("spark.master", "local[*]");
    assertThat(SparkMaster.master(properties, 3)).isEqualTo("local[*]");
    properties.setProperty(SparkMaster.DEFAULT_MASTER, "true");
    assertThat(SparkMaster.master(properties, 3)).isEqualTo("local[3]");
  }

  private static Path jar(Path path, String... entries) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
      }
    }
    return path;
  }
}
