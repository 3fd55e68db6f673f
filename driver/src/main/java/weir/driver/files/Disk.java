package weir.driver.files;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Locale;

/** What to say where a file cannot be written. Stateless. */
public final class Disk {
  private Disk() {}

  /** What the file system says, in one line, without the name of the file. */
  public static String reason(Exception failure) {
    if (failure instanceof FileSystemException named && named.getReason() != null) {
      return named.getReason();
    }
    String kind = failure.getClass().getSimpleName();
    String line = failure.getMessage() == null ? "" : failure.getMessage().strip();
    line = line.lines().findFirst().orElse("");
    boolean plain = failure.getClass() == IOException.class && !line.isEmpty();
    return plain ? line : kind + (line.isEmpty() ? "" : ": " + line);
  }

  /** What is free where {@code place} lies, in brackets; empty where that cannot be told. */
  public static String free(Location place) {
    try {
      return String.format(Locale.ROOT, " (%,d bytes free)", place.freeBytes());
    } catch (IOException e) {
      return "";
    }
  }

  /** What is needed and what is free where {@code place} lies, as far as that can be told. */
  public static String room(Location place, long bytesNeeded) {
    String needed = String.format(Locale.ROOT, "%,d bytes needed", bytesNeeded);
    try {
      return needed + String.format(Locale.ROOT, ", %,d free", place.freeBytes());
    } catch (IOException e) {
      return needed;
    }
  }
}
