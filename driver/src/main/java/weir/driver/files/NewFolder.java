package weir.driver.files;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import weir.driver.UserInputException;

/**
 * A folder that is there whole or not at all: written beside its place, renamed at the end, removed
 * when it is closed without that. One thread.
 */
public final class NewFolder implements AutoCloseable {
  private final Location output;
  private final Location working;
  private final boolean replaces;
  private boolean kept;

  private NewFolder(Location output, boolean replaces) throws IOException {
    output.absolute().parent().createFolders();
    String mark = UUID.randomUUID().toString().substring(0, 8);
    this.output = output;
    this.replaces = replaces;
    this.working = output.sibling("." + output.name() + "-" + mark);
  }

  /** The folder {@code output}, written beside it; nothing may have that name. */
  public static NewFolder beside(Location output) throws IOException {
    return new NewFolder(output, false);
  }

  /**
   * The folder {@code output}, written beside it; an earlier one of its kind is replaced.
   *
   * @param names what is known to be in an earlier one
   * @throws UserInputException when there is anything else
   */
  public static NewFolder replacing(Location output, Set<String> names) throws IOException {
    output.require(output.toString());
    if (output.exists()) {
      if (!output.isFolder()) {
        throw new UserInputException(output + " is a file (expected: a folder)");
      }
      for (Location entry : output.list()) {
        if (!names.contains(entry.name())) {
          throw new UserInputException(
              output
                  + " holds "
                  + entry.name()
                  + " (expected: nothing, or what is to be replaced)");
        }
      }
    }
    return new NewFolder(output, true);
  }

  /** Where to write; does not exist yet. */
  public Location path() {
    return working;
  }

  /** Gives the folder its name. */
  public void keep() throws IOException {
    Interrupts.later(this::rename);
  }

  private void rename() throws IOException {
    if (replaces) {
      working.replace(output);
    } else {
      working.moveTo(output);
    }
    kept = true;
  }

  @Override
  public void close() throws IOException {
    if (!kept) {
      Interrupts.later(working::delete);
    }
  }
}
