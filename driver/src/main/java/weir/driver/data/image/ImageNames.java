package weir.driver.data.image;

import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import weir.driver.UserInputException;
import weir.driver.data.source.InputPaths;

/**
 * Tells images from what else lies in their folders, by name or else by their first bytes, and
 * counts what is left out. One thread only.
 */
final class ImageNames {
  private static final Pattern IMAGE = Pattern.compile("(?i).+\\.(png|jpe?g|jpe|jfif)");
  private static final int FIRST_BYTES = 8;

  private final Configuration conf;
  private final Map<String, Integer> others = new TreeMap<>();
  private String example;

  ImageNames(Configuration conf) {
    this.conf = conf;
  }

  /** False for a file to be left out. */
  boolean isImage(String file) {
    String name = InputPaths.shortName(file);
    if (IMAGE.matcher(name).matches() || beginsAsImage(file)) {
      return true;
    }
    int dot = name.lastIndexOf('.');
    String end = dot < 1 ? "without extension" : name.substring(dot).toLowerCase(Locale.ROOT);
    others.merge(end, 1, Integer::sum);
    example = example == null ? file : example;
    return false;
  }

  private boolean beginsAsImage(String file) {
    try (InputStream in = InputPaths.open(conf, file)) {
      byte[] first = in.readNBytes(FIRST_BYTES);
      return PngChunks.isPng(first) || JpegSegment.isJpeg(first);
    } catch (IOException e) {
      throw new UserInputException(
          "cannot read " + file + ": " + e.getMessage() + " (expected: a readable file)", e);
    }
  }

  /** What was left out, in one line; null when nothing was. */
  String leftOut() {
    if (others.isEmpty()) {
      return null;
    }
    int count = others.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder kinds = new StringBuilder();
    others.forEach(
        (end, files) -> kinds.append(kinds.isEmpty() ? "" : ", ").append(files + " " + end));
    return "left out "
        + count
        + " files that are neither PNG nor JPEG: "
        + kinds
        + "; such as "
        + example;
  }
}
