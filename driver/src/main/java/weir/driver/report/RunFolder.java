package weir.driver.report;

import java.io.IOException;
import weir.driver.UserInputException;
import weir.driver.config.text.JobFile;
import weir.driver.files.FolderLock;
import weir.driver.files.Interrupts;
import weir.driver.files.Location;
import weir.driver.model.ModelFile;

/**
 * The folder of a run, on any file system. A run writes into a sibling, {@code NAME.running}, which
 * becomes the run folder in one rename when the run is whole: what carries the final name is never
 * half a run. Closing without {@link #keep} leaves nothing behind. A lock in the sibling keeps two
 * runs apart; that of a run that was killed does not count, so that the next run takes its place.
 * One thread.
 */
public final class RunFolder implements AutoCloseable {
  private final Location output;
  private final Location working;
  private final Location above;
  private final FolderLock lock;
  private boolean kept;

  /**
   * @param above the folder that was there before this run made folders for its own
   */
  private RunFolder(Location output, Location above, Location working, FolderLock lock) {
    this.output = output;
    this.above = above;
    this.working = working;
    this.lock = lock;
  }

  /**
   * Takes {@code output} for a run.
   *
   * @param overwrite a run that is there is replaced, when the new one is whole
   * @throws UserInputException when the folder is in use or cannot be written
   */
  public static RunFolder claim(Location output, boolean overwrite) {
    output.require("output=" + output);
    refuseUsed(output, overwrite);
    try {
      Location working = output.sibling(output.name() + ".running");
      Location above = working.parent();
      while (!above.exists()) {
        above = above.parent();
      }
      working.createFolders();
      FolderLock lock = working.lock().orElse(null);
      if (lock == null) {
        throw new UserInputException(
            "output=" + output + " is being written by another run; wait for it or set output");
      }
      clear(working, lock);
      return new RunFolder(output, above, working, lock);
    } catch (IOException e) {
      throw new UserInputException("output=" + output + " cannot be written: " + e, e);
    }
  }

  private static void refuseUsed(Location output, boolean overwrite) {
    try {
      if (!output.exists()) {
        return;
      }
      if (!output.isFolder()) {
        throw new UserInputException("output=" + output + " is a file (expected: a folder)");
      }
      boolean used = !output.list().isEmpty();
      if (used && !overwrite) {
        throw new UserInputException(
            "output=" + output + " holds an earlier run; add --overwrite or set output");
      }
      if (used && !isRun(output)) {
        throw new UserInputException(
            "output=" + output + " holds files that no run wrote; set output to another folder");
      }
    } catch (IOException e) {
      throw new UserInputException("output=" + output + " cannot be read: " + e, e);
    }
  }

  /** One that had no room for its report is a run too. */
  private static boolean isRun(Location folder) throws IOException {
    return folder.resolve(ReportJson.FILE).exists()
        || folder.resolve(JobFile.RESOLVED).exists()
            && folder.resolve(ModelFile.FOLDER).resolve(ModelFile.MODEL).exists();
  }

  /** Where the run writes until it is whole. */
  public Location path() {
    return working;
  }

  /** Where the run will lie. */
  public Location output() {
    return output;
  }

  /** The run is whole: gives it its name. */
  public void keep() throws IOException {
    // Whatever comes of it: what is in the folder is a whole run, or another's.
    kept = true;
    Interrupts.later(this::rename);
  }

  private void rename() throws IOException {
    if (!lock.release()) {
      throw new IOException(working + " was taken by another run meanwhile");
    }
    try {
      working.replace(output);
    } catch (IOException e) {
      throw new IOException(
          "the run is whole but cannot be called " + output + "; it lies in " + working, e);
    }
  }

  @Override
  public void close() throws IOException {
    try (lock) {
      if (!kept) {
        Interrupts.later(this::remove);
      }
    }
  }

  private void remove() throws IOException {
    if (lock.release()) {
      working.delete();
      Location one = working.parent();
      while (!one.equals(above) && one.list().isEmpty()) {
        one.delete();
        one = one.parent();
      }
    }
  }

  private static void clear(Location working, FolderLock lock) throws IOException {
    try {
      for (Location entry : working.list()) {
        if (!entry.name().startsWith(FolderLock.PREFIX)) {
          entry.delete();
        }
      }
    } catch (IOException e) {
      lock.close();
      throw e;
    }
  }
}
