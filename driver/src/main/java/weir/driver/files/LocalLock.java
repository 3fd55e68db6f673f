package weir.driver.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** A lock of the operating system's, which frees it when the process is killed. */
final class LocalLock implements FolderLock {
  private final Path file;
  private final FileChannel channel;

  private LocalLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Optional<FolderLock> take(Path folder) throws IOException {
    Path file = folder.resolve(PREFIX);
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    if (locks(channel)) {
      return Optional.of(new LocalLock(file, channel));
    }
    channel.close();
    return Optional.empty();
  }

  private static boolean locks(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false; // another run of this JVM has it
    }
  }

  @Override
  public boolean release() throws IOException {
    Files.deleteIfExists(file);
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
