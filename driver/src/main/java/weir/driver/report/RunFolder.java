package weir.driver.report;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;
import weir.driver.UserInputException;

/**
 * The folder of a run. A run writes into a sibling, {@code NAME.running}, which becomes the run
 * folder in one rename when the run is whole: what carries the final name is never half a run.
 * Closing without {@link #keep} leaves nothing behind. A lock in the sibling keeps two runs apart;
 * the system frees it when a run is killed, so that the next run takes its place. One thread.
 */
public final class RunFolder implements AutoCloseable {
  private static final String LOCK = ".lock";

  private final Path output;
  private final Path working;
  private final Path above;
  private final FileChannel channel;
  private boolean kept;

  /**
   * @param above the folder that was there before this run made folders for its own
   */
  private RunFolder(Path output, Path above, Path working, FileChannel channel) {
    this.output = output;
    this.above = above;
    this.working = working;
    this.channel = channel;
  }

  /**
   * Takes {@code output} for a run.
   *
   * @param overwrite a run that is there is replaced, when the new one is whole
   * @throws UserInputException when the folder is in use or cannot be written
   */
  public static RunFolder claim(Path output, boolean overwrite) {
    refuseUsed(output, overwrite);
    Path working = output.resolveSibling(output.getFileName() + ".running");
    Path above = output.toAbsolutePath().normalize().getParent();
    while (!Files.exists(above)) {
      above = above.getParent();
    }
    try {
      Files.createDirectories(working);
      FileChannel channel =
          FileChannel.open(
              working.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locks(channel)) {
        channel.close();
        throw new UserInputException(
            "output=" + output + " is being written by another run; wait for it or set output");
      }
      clear(working);
      return new RunFolder(output, above, working, channel);
    } catch (IOException e) {
      throw new UserInputException("output=" + output + " cannot be written: " + e, e);
    }
  }

  private static void refuseUsed(Path output, boolean overwrite) {
    if (!Files.exists(output)) {
      return;
    }
    if (!Files.isDirectory(output)) {
      throw new UserInputException("output=" + output + " is a file (expected: a folder)");
    }
    try (Stream<Path> entries = Files.list(output)) {
      boolean used = entries.findAny().isPresent();
      if (used && !overwrite) {
        throw new UserInputException(
            "output=" + output + " is in use by an earlier run; add --overwrite or set output");
      }
      if (used && !Files.exists(output.resolve(ReportJson.FILE))) {
        throw new UserInputException(
            "output=" + output + " holds files that no run wrote; set output to another folder");
      }
    } catch (IOException e) {
      throw new UserInputException("output=" + output + " cannot be read: " + e, e);
    }
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another run of this JVM has it
    }
  }

  /** Where the run writes until it is whole. */
  public Path path() {
    return working;
  }

  /** Where the run will lie. */
  public Path output() {
    return output;
  }

  /** The run is whole: gives it its name. */
  public void keep() throws IOException {
    Files.delete(working.resolve(LOCK));
    Path old = output.resolveSibling(output.getFileName() + ".old");
    if (Files.exists(output)) {
      delete(old);
      Files.move(output, old);
    }
    Files.move(working, output);
    kept = true;
    delete(old);
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (!kept) {
        delete(working);
        deleteEmpty(working.toAbsolutePath().normalize().getParent());
      }
    }
  }

  private void deleteEmpty(Path folder) throws IOException {
    Path one = folder;
    while (!one.equals(above) && isEmpty(one)) {
      Files.delete(one);
      one = one.getParent();
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private static void clear(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      for (Path entry : entries.toList()) {
        if (!entry.endsWith(LOCK)) {
          delete(entry);
        }
      }
    }
  }

  private static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(one);
      }
    }
  }
}
