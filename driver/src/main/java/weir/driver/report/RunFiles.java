package weir.driver.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import weir.driver.files.Disk;
import weir.driver.files.Location;

/**
 * The files of a finished run beside its model, which is worth more than they are: what cannot be
 * written is told by name and size, and left out. One thread.
 */
public final class RunFiles {

  /** Writes one of them. */
  public interface Writing {
    void to(Location folder) throws IOException;
  }

  private final RunFolder run;
  private final Consumer<String> warn;

  /**
   * @param warn takes a line for each file that cannot be written
   */
  public RunFiles(RunFolder run, Consumer<String> warn) {
    this.run = run;
    this.warn = warn;
  }

  /** Writes a text of that name. */
  public void write(String name, String text) {
    write(
        name,
        text.getBytes(StandardCharsets.UTF_8).length,
        run -> run.resolve(name).writeText(text));
  }

  /**
   * Writes a file or folder of that name.
   *
   * @param bytes that it needs
   */
  public void write(String name, long bytes, Writing writing) {
    try {
      run.path().createFolders(); // somebody may have deleted it
      writing.to(run.path());
    } catch (IOException e) {
      warn.accept(
          run.output().resolve(name)
              + " cannot be written: "
              + Disk.reason(e)
              + " ("
              + Disk.room(run.path().resolve(name), bytes)
              + "); the model is whole");
      leaveOut(run.path().resolve(name));
    }
  }

  /** Half a file says something else than none. */
  private void leaveOut(Location half) {
    try {
      half.delete();
    } catch (IOException e) {
      warn.accept(half + " is not whole and cannot be deleted: " + Disk.reason(e));
    }
  }
}
