package weir.ml;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Packs the Python package and weir.jar as a wheel, the zip that pip installs: PEP 427. Runs when
 * the project is packaged.
 */
public final class Wheel {
  private static final long MIDNIGHT_1980 = 315_532_800_000L;

  private Wheel() {}

  /** {@code PYTHON_FOLDER WEIR_JAR TARGET_FOLDER VERSION}. */
  public static void main(String[] arguments) throws IOException {
    Map<String, byte[]> files = new TreeMap<>();
    Path root = Path.of(arguments[0]);
    try (Stream<Path> sources = Files.walk(root.resolve("weir"))) {
      for (Path file : sources.filter(path -> path.toString().endsWith(".py")).toList()) {
        files.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    }
    files.put("weir/jars/weir.jar", Files.readAllBytes(Path.of(arguments[1])));
    String version = arguments[3];
    Files.createDirectories(Path.of(arguments[2]));
    Path wheel = Path.of(arguments[2], "weir-" + version + "-py3-none-any.whl");
    write(files, "weir-" + version + ".dist-info/", version, wheel);
  }

  private static void write(Map<String, byte[]> files, String info, String version, Path wheel)
      throws IOException {
    text(
        files,
        info + "METADATA",
        "Metadata-Version: 2.1\nName: weir\nVersion: "
            + version
            + "\nSummary: Training of neural networks on Spark\n"
            + "Requires-Python: >=3.10\nRequires-Dist: pyspark (>=4.1,<4.2)\n");
    text(
        files,
        info + "WHEEL",
        "Wheel-Version: 1.0\nGenerator: weir\nRoot-Is-Purelib: true\nTag: py3-none-any\n");
    StringBuilder record = new StringBuilder();
    files.forEach(
        (name, bytes) ->
            record.append(name + ",sha256=" + digest(bytes) + "," + bytes.length + "\n"));
    record.append(info + "RECORD,,\n");
    text(files, info + "RECORD", record.toString());
    try (OutputStream out = Files.newOutputStream(wheel);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(MIDNIGHT_1980);
        zip.putNextEntry(entry);
        zip.write(file.getValue());
        zip.closeEntry();
      }
    }
  }

  private static void text(Map<String, byte[]> files, String name, String content) {
    files.put(name, content.getBytes(StandardCharsets.UTF_8));
  }

  private static String digest(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
