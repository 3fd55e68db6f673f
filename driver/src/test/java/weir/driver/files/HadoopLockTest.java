package weir.driver.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HadoopLockTest {
  @TempDir java.nio.file.Path temporary;

  private FileSystem system;
  private Path folder;
  private long waitedMillis;

  @BeforeEach
  void opens() throws IOException {
    system = FileSystem.getLocal(new Configuration());
    folder = new Path(temporary.toUri());
  }

  private Optional<FolderLock> take() throws IOException {
    return HadoopLock.take(system, folder, millis -> waitedMillis += millis);
  }

  private Path other(long silentMillis) throws IOException {
    Path file = new Path(folder, FolderLock.PREFIX + "-other");
    system.create(file, true).close();
    system.setTimes(file, System.currentTimeMillis() - silentMillis, -1);
    return file;
  }

  @Test
  void aFreeFolderIsTakenAtOnceAndLeftClean() throws IOException {
    try (FolderLock lock = take().orElseThrow()) {
      assertThat(system.listStatus(folder)).hasSize(1);
      assertThat(lock.release()).isTrue();
    }
    assertThat(waitedMillis).isZero();
    assertThat(system.listStatus(folder)).isEmpty();
  }

  @Test
  void aRunThatWasSilentForLongWasKilled() throws IOException {
    other(2 * HadoopLock.SILENT_MILLIS);
    try (FolderLock lock = take().orElseThrow()) {
      assertThat(waitedMillis).isZero();
      assertThat(lock.release()).isTrue();
    }
  }

  @Test
  void aRunThatStaysSilentWasKilled() throws IOException {
    other(HadoopLock.SILENT_MILLIS / 2);
    try (FolderLock lock = take().orElseThrow()) {
      assertThat(waitedMillis).isBetween(HadoopLock.SILENT_MILLIS / 4, HadoopLock.SILENT_MILLIS);
      assertThat(lock.release()).isTrue();
    }
  }

  @Test
  void aRunThatWritesAgainLives() throws IOException {
    Path other = other(5000);
    Optional<FolderLock> taken =
        HadoopLock.take(
            system,
            folder,
            millis -> {
              waitedMillis += millis;
              if (waitedMillis == 3000) {
                touch(other);
              }
            });
    assertThat(taken).isEmpty();
    assertThat(waitedMillis).isEqualTo(3000);
    assertThat(system.listStatus(folder))
        .extracting(one -> one.getPath().getName())
        .containsExactly(other.getName());
  }

  @Test
  void aRunThatEndsMeanwhileLeavesTheFolder() throws IOException {
    Path other = other(5000);
    Optional<FolderLock> taken =
        HadoopLock.take(system, folder, millis -> new java.io.File(other.toUri()).delete());
    try (FolderLock lock = taken.orElseThrow()) {
      assertThat(lock.release()).isTrue();
    }
  }

  @Test
  void aFolderThatAnotherRunTookIsNoLongerOurs() throws IOException {
    try (FolderLock lock = take().orElseThrow()) {
      // As one that saw no sign of us for a minute.
      system.delete(system.listStatus(folder)[0].getPath(), false);
      Path thief = other(0);
      assertThat(lock.release()).isFalse();
      assertThat(system.exists(thief)).isTrue();
    }
  }

  private void touch(Path file) {
    try {
      system.setTimes(file, System.currentTimeMillis(), -1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
