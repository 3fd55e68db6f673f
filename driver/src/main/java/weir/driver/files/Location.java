package weir.driver.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import weir.driver.UserInputException;

/**
 * A file or folder by name: {@code runs/one} or {@code file:/runs/one} on this machine, {@code
 * hdfs://host/runs/one} and its like on a file system that Hadoop knows. Names are taken as they
 * are: no character in them is a pattern, and {@code %20} is no blank. A location on this machine
 * is reached by the JDK alone. Immutable; any thread. What a file system refuses is an {@link
 * IOException}; one that is not there at all is a {@link UserInputException}.
 */
public sealed interface Location permits LocalLocation, HadoopLocation {
  /** A scheme has two letters or more: one letter is a drive. */
  Pattern ELSEWHERE = Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]+:/.*", Pattern.DOTALL);

  /** The scheme of this machine. */
  String LOCAL = "file:";

  /**
   * The location of that name; nothing is read.
   *
   * @throws UserInputException when no file can have that name, or the name is of another file
   *     system and Hadoop is not on the class path
   */
  static Location of(String name) {
    if (!ELSEWHERE.matcher(name).matches()) {
      return local(name, name);
    }
    if (name.startsWith(LOCAL)) {
      if (name.matches("file://[^/].*")) {
        throw new UserInputException(
            name + " names a host (expected: file:/PATH or file:///PATH on this machine)");
      }
      return local(name, name.substring(LOCAL.length()).replaceFirst("^/+", "/"));
    }
    try {
      return HadoopLocation.of(name);
    } catch (NoClassDefFoundError e) {
      throw new UserInputException(
          name + " needs Hadoop's client on the class path (expected here: a path of this machine)",
          e);
    }
  }

  /** A location on this machine. */
  static Location of(Path path) {
    return new LocalLocation(path);
  }

  private static Location local(String name, String path) {
    try {
      return new LocalLocation(Path.of(path));
    } catch (InvalidPathException e) {
      throw new UserInputException(name + " is no name of a file: " + e.getReason(), e);
    }
  }

  /** The last part of the name. */
  String name();

  /** This location by its whole name, from the root on. */
  Location absolute();

  /** The folder it lies in; null for a root. */
  Location parent();

  /**
   * The location that {@code name} means when it is said in this folder: below it, or where a name
   * from the root on leads on the same file system, or wherever a name with a scheme leads.
   */
  Location resolve(String name);

  /** Another name in the same folder. */
  default Location sibling(String name) {
    return absolute().parent().resolve(name);
  }

  /** The name under which Spark knows it, whatever its default file system is. */
  String forSpark();

  /** True on this machine. */
  boolean isLocal();

  /**
   * Fails when its file system is not there.
   *
   * @param shown the option and its value, as the error calls them
   * @throws UserInputException naming what is missing
   */
  void require(String shown);

  /** True when there is a file or folder of that name. */
  boolean exists() throws IOException;

  /** True when there is a folder of that name. */
  boolean isFolder() throws IOException;

  /** What the folder holds, in no order. */
  List<Location> list() throws IOException;

  /** The bytes of the file. */
  InputStream read() throws IOException;

  /**
   * Makes the file or writes it anew, in a folder that is there. What was flushed can be read by
   * others, where the file system allows it.
   */
  OutputStream write() throws IOException;

  /** Makes the folder and those above it, where they are missing. */
  void createFolders() throws IOException;

  /** Gives it another name on the same file system, which must be free. */
  void moveTo(Location target) throws IOException;

  /** Bytes that may yet be written there; it need not exist. */
  long freeBytes() throws IOException;

  /** Deletes the file, or the folder with everything in it; nothing when there is none. */
  void delete() throws IOException;

  /**
   * Takes this folder for one run. The lock of a run that was killed does not count; whether it was
   * may take a minute to tell on a file system without locks of its own.
   *
   * @return empty when another run has it
   */
  Optional<FolderLock> lock() throws IOException;

  /**
   * The file as UTF-8 text.
   *
   * @throws java.nio.charset.CharacterCodingException when it is none
   */
  default String readText() throws IOException {
    try (InputStream in = read()) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }
  }

  /** Writes the file as UTF-8 text. */
  default void writeText(String text) throws IOException {
    try (OutputStream out = write()) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Gives it the name {@code target}; what has that name goes in the same moment. */
  default void replace(Location target) throws IOException {
    Location old = target.sibling(target.name() + ".old");
    if (target.exists()) {
      old.delete();
      target.moveTo(old);
    }
    moveTo(target);
    old.delete();
  }
}
