package weir.driver.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;

class PythonWheelIT {
  private static final Path WEIR_JAR = Path.of(System.getProperty("weir.jar"));

  private static byte[] entry(ZipFile zip, String name) throws IOException {
    try (var in = zip.getInputStream(zip.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  @Test
  void holdsTheModuleAndTheJarAndWhatPipChecks() throws Exception {
    Path wheel;
    try (var files = Files.newDirectoryStream(WEIR_JAR.getParent(), "weir-*-py3-none-any.whl")) {
      wheel = files.iterator().next();
    }
    String version = wheel.getFileName().toString().split("-")[1];
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      assertThat(entry(zip, "weir/jars/weir.jar")).isEqualTo(Files.readAllBytes(WEIR_JAR));
      String module = new String(entry(zip, "weir/__init__.py"), StandardCharsets.UTF_8);
      assertThat(module).contains("__version__ = \"" + version + "\"");
      String record = "weir-" + version + ".dist-info/RECORD";
      List<String> lines = new String(entry(zip, record), StandardCharsets.UTF_8).lines().toList();
      assertThat(lines).hasSize(zip.size()).contains(record + ",,");
      for (String line : lines.subList(0, lines.size() - 1)) {
        String[] parts = line.split(",");
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(entry(zip, parts[0]));
        assertThat(parts[1])
            .isEqualTo("sha256=" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash));
      }
    }
  }
}
