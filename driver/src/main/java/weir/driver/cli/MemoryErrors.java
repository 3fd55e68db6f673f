package weir.driver.cli;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out that memory did not suffice, here or in a task, of which Spark tells in words alone.
 */
final class MemoryErrors {
  private static final Pattern TOLD =
      Pattern.compile(Pattern.quote(OutOfMemoryError.class.getName()) + "(?:: (.*))?");

  private MemoryErrors() {}

  /** One line; empty when something else went wrong. */
  static Optional<String> line(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      Matcher told = TOLD.matcher(cause.toString());
      if (told.find()) {
        return Optional.of(line(told.group(1)));
      }
    }
    return Optional.empty();
  }

  private static String line(String what) {
    return String.format(
        Locale.ROOT,
        "out of memory (%s; the heap of the driver is %,d MiB); set --driver-memory, or on a"
            + " cluster --executor-memory, higher",
        what == null ? "no more is told" : what,
        Runtime.getRuntime().maxMemory() >> 20);
  }
}
