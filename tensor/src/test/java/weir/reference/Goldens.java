package weir.reference;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Reads the golden files of {@code reference/} and compares with them as their README says. {@code
 * -Dweir.reference=DIR} reads other files of the same format; empty or absent means the bundled
 * ones. Thread-safe.
 */
public final class Goldens {
  /** Below this magnitude of the expected tensor the absolute error counts. */
  private static final double TINY = 1e-6;

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Goldens() {}

  /** All cases of {@code <file>.json}, in its order. */
  static List<GoldenCase> read(String file) {
    try (InputStream stream = open(file + ".json")) {
      return MAPPER.readValue(stream, new TypeReference<List<GoldenCase>>() {});
    } catch (IOException failure) {
      throw new UncheckedIOException("reference " + file + ".json", failure);
    }
  }

  private static InputStream open(String name) throws IOException {
    String directory = System.getProperty("weir.reference", "");
    if (!directory.isBlank()) {
      return Files.newInputStream(Path.of(directory, name));
    }
    InputStream stream = Goldens.class.getResourceAsStream("/reference/" + name);
    if (stream == null) {
      throw new IOException("/reference/" + name + " is not on the class path");
    }
    return stream;
  }

  /**
   * max|actual − expected| / max|expected|, or max|actual − expected| where max|expected| is tiny.
   */
  public static double error(double[] actual, double[] expected) {
    if (actual.length != expected.length) {
      throw new AssertionError("length " + actual.length + " (expected: " + expected.length + ")");
    }
    double scale = 0;
    double worst = 0;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      if (!(difference <= Double.MAX_VALUE)) {
        return Double.POSITIVE_INFINITY; // NaN or infinite
      }
      worst = Math.max(worst, difference);
      scale = Math.max(scale, Math.abs(expected[i]));
    }
    return scale < TINY ? worst : worst / scale;
  }

  /** Fails when {@link #error} exceeds {@code tolerance}. */
  public static void assertClose(double[] actual, double[] expected, double tolerance) {
    double error = error(actual, expected);
    if (!(error <= tolerance)) {
      throw new AssertionError(
          "error "
              + error
              + " (expected: <= "
              + tolerance
              + ")\n  actual   "
              + head(actual)
              + "\n  expected "
              + head(expected));
    }
  }

  /** {@link #assertClose(double[], double[], double)} of float32 results. */
  public static void assertClose(float[] actual, double[] expected, double tolerance) {
    double[] wide = new double[actual.length];
    for (int i = 0; i < actual.length; i++) {
      wide[i] = actual[i];
    }
    assertClose(wide, expected, tolerance);
  }

  /** {@link #assertClose(double[], double[], double)} of one number. */
  public static void assertClose(double actual, double expected, double tolerance) {
    assertClose(new double[] {actual}, new double[] {expected}, tolerance);
  }

  private static String head(double[] values) {
    return Arrays.toString(Arrays.copyOf(values, Math.min(values.length, 8)));
  }
}
