package weir.driver.files;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.StreamCapabilities;
import weir.driver.UserInputException;

/** On a file system that Hadoop knows. */
record HadoopLocation(Path path) implements Location {
  static Location of(String name) {
    try {
      return new HadoopLocation(new Path(name));
    } catch (IllegalArgumentException e) {
      throw new UserInputException(name + " is no name of a file: " + e.getMessage(), e);
    }
  }

  private FileSystem system() {
    return FileSystems.of(path, FileSystems.configuration(), toString());
  }

  @Override
  public String name() {
    return path.getName();
  }

  @Override
  public Location absolute() {
    return this;
  }

  @Override
  public Location parent() {
    Path parent = path.getParent();
    return parent == null ? null : new HadoopLocation(parent);
  }

  @Override
  public Location resolve(String name) {
    if (ELSEWHERE.matcher(name).matches()) {
      return Location.of(name);
    }
    if (name.startsWith("/")) {
      return new HadoopLocation(new Path(path.toUri().getScheme(), authority(), name));
    }
    // As text: Path would take a colon in the name for the end of a scheme.
    return of(path + "/" + name);
  }

  private String authority() {
    return path.toUri().getAuthority();
  }

  @Override
  public String forSpark() {
    return path.toString();
  }

  @Override
  public boolean isLocal() {
    return false;
  }

  @Override
  public void require(String shown) {
    FileSystems.of(path, FileSystems.configuration(), shown);
  }

  @Override
  public boolean exists() throws IOException {
    return system().exists(path);
  }

  @Override
  public boolean isFolder() throws IOException {
    FileSystem system = system();
    return system.exists(path) && system.getFileStatus(path).isDirectory();
  }

  @Override
  public List<Location> list() throws IOException {
    return Arrays.stream(system().listStatus(path))
        .<Location>map(status -> new HadoopLocation(status.getPath()))
        .toList();
  }

  @Override
  public InputStream read() throws IOException {
    return system().open(path);
  }

  @Override
  public OutputStream write() throws IOException {
    return new Flushed(system().create(path, true));
  }

  /** Others can read what was flushed, where the file system can do that. */
  private static final class Flushed extends FilterOutputStream {
    private final FSDataOutputStream stream;

    Flushed(FSDataOutputStream stream) {
      super(stream);
      this.stream = stream;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      stream.write(bytes, offset, length);
    }

    @Override
    public void flush() throws IOException {
      stream.flush();
      if (stream.hasCapability(StreamCapabilities.HSYNC)) {
        stream.hflush();
      }
    }
  }

  @Override
  public void createFolders() throws IOException {
    if (!system().mkdirs(path)) {
      throw new IOException(path + " cannot be made");
    }
  }

  @Override
  public void moveTo(Location target) throws IOException {
    Path to = ((HadoopLocation) target).path;
    FileSystem system = system();
    // Hadoop would move it into a folder that is there.
    if (system.exists(to)) {
      throw new FileAlreadyExistsException(to + " exists");
    }
    if (!system.rename(path, to)) {
      throw new IOException(path + " cannot be renamed to " + to);
    }
  }

  @Override
  public long freeBytes() throws IOException {
    try {
      return system().getStatus(path).getRemaining();
    } catch (IllegalArgumentException e) {
      // A view of other file systems takes its own name for a wrong one.
      throw new IOException(path + " does not tell how much is free", e);
    }
  }

  @Override
  public void delete() throws IOException {
    system().delete(path, true);
  }

  @Override
  public Optional<FolderLock> lock() throws IOException {
    return HadoopLock.take(system(), path, Thread::sleep);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
