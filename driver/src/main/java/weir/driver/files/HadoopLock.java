package weir.driver.files;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock by signs of life, for file systems without locks: each run writes a file of its own again
 * and again, and the file system's clock tells when it last did. A file of another run that is too
 * old, or is not written again until it is, belongs to a run that was killed. Of two that come at
 * the same moment none gets the folder, never both.
 */
final class HadoopLock implements FolderLock {
  /** How often a run writes its file. */
  static final long RENEWED_MILLIS = 10_000;

  /** After how long without it a run counts as killed. */
  static final long SILENT_MILLIS = 60_000;

  private static final long LOOK_MILLIS = 1000;
  private static final Logger LOG = LoggerFactory.getLogger(HadoopLock.class);

  /** How time passes while another run's sign of life is awaited. */
  interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  private final FileSystem system;
  private final Path mine;
  private final ScheduledExecutorService renewal;

  private HadoopLock(FileSystem system, Path mine) {
    this.system = system;
    this.mine = mine;
    this.renewal =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "run-folder-lock");
              thread.setDaemon(true);
              return thread;
            });
  }

  static Optional<FolderLock> take(FileSystem system, Path folder, Pause pause) throws IOException {
    Path mine = new Path(folder, PREFIX + "-" + UUID.randomUUID());
    touch(system, mine);
    HadoopLock lock = new HadoopLock(system, mine);
    boolean taken = false;
    try {
      lock.renewal.scheduleWithFixedDelay(
          lock::renew, RENEWED_MILLIS, RENEWED_MILLIS, TimeUnit.MILLISECONDS);
      taken = lock.outlives(pause);
    } finally {
      if (!taken) {
        lock.close();
        system.delete(mine, false);
      }
    }
    return taken ? Optional.of(lock) : Optional.empty();
  }

  private static void touch(FileSystem system, Path file) throws IOException {
    system.create(file, true).close();
  }

  /** Waits until all others are seen to live or to be dead; removes the dead. */
  private boolean outlives(Pause pause) throws IOException {
    long now = system.getFileStatus(mine).getModificationTime();
    for (FileStatus other : others()) {
      if (lives(other, now, pause)) {
        return false;
      }
      system.delete(other.getPath(), false);
    }
    return true;
  }

  private boolean lives(FileStatus other, long now, Pause pause) throws IOException {
    long silent = now - other.getModificationTime();
    if (silent < SILENT_MILLIS) {
      LOG.warn(
          "{} was written {} s ago; looking for up to {} s whether that run lives",
          other.getPath(),
          silent / 1000,
          (SILENT_MILLIS - silent) / 1000);
    }
    for (; silent < SILENT_MILLIS; silent += LOOK_MILLIS) {
      try {
        pause.millis(LOOK_MILLIS);
        FileStatus again = system.getFileStatus(other.getPath());
        if (again.getModificationTime() != other.getModificationTime()) {
          return true;
        }
      } catch (FileNotFoundException e) {
        return false; // that run has ended
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while waiting for " + other.getPath());
      }
    }
    return false;
  }

  private List<FileStatus> others() throws IOException {
    return Arrays.stream(system.listStatus(mine.getParent()))
        .filter(one -> one.getPath().getName().startsWith(PREFIX))
        .filter(one -> !one.getPath().getName().equals(mine.getName()))
        .toList();
  }

  private void renew() {
    try {
      // Not made again where another run has removed it.
      if (system.exists(mine)) {
        touch(system, mine);
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("{} cannot be written; it is tried again", mine, e);
    }
  }

  @Override
  public boolean release() throws IOException {
    close();
    boolean held = system.exists(mine) && others().isEmpty();
    system.delete(mine, false);
    return held;
  }

  @Override
  public void close() throws IOException {
    renewal.shutdownNow();
    try {
      if (!renewal.awaitTermination(SILENT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new IOException(mine + " is being written for too long");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while closing " + mine);
    }
  }
}
