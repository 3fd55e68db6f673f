package weir.driver.files;

import java.io.IOException;

/** A folder that one run has for itself, until it is closed. One thread. */
public interface FolderLock extends AutoCloseable {
  /** What the names of files begin with that hold the lock inside the folder. */
  String PREFIX = ".lock";

  /**
   * Takes the lock's files out of the folder.
   *
   * @return false when another run took the folder meanwhile, which then keeps it
   */
  boolean release() throws IOException;

  @Override
  void close() throws IOException;
}
