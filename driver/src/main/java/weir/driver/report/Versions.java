package weir.driver.report;

import io.netty.util.Version;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** Which versions run. */
public final class Versions {
  private static final String RESOURCE = "/weir/version.properties";

  private Versions() {}

  /** Weir's own version. */
  public static String weir() {
    return property(RESOURCE, "weir");
  }

  /** Netty's version, as its jars tell. */
  public static String netty() {
    Version common = Version.identify().get("netty-common");
    return common == null ? "unknown" : common.artifactVersion();
  }

  /** {@code report.json}'s versions; {@code spark} comes from the running context. */
  public static Map<String, String> with(String spark) {
    var versions = new LinkedHashMap<String, String>();
    versions.put("weir", weir());
    versions.put("spark", spark);
    versions.put("java", System.getProperty("java.version"));
    versions.put("netty", netty());
    return versions;
  }

  private static String property(String resource, String key) {
    try (InputStream stream = Versions.class.getResourceAsStream(resource)) {
      if (stream == null) {
        return "unknown";
      }
      var properties = new Properties();
      properties.load(stream);
      return properties.getProperty(key, "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }
}
