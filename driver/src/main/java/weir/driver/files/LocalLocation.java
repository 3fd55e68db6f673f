package weir.driver.files;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** On this machine. */
record LocalLocation(Path path) implements Location {
  @Override
  public String name() {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  @Override
  public Location absolute() {
    return new LocalLocation(path.toAbsolutePath().normalize());
  }

  @Override
  public Location parent() {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? null : new LocalLocation(parent);
  }

  @Override
  public Location resolve(String name) {
    return ELSEWHERE.matcher(name).matches()
        ? Location.of(name)
        : new LocalLocation(path.resolve(name).normalize());
  }

  @Override
  public String forSpark() {
    return LOCAL + path.toAbsolutePath().normalize();
  }

  @Override
  public boolean isLocal() {
    return true;
  }

  @Override
  public void require(String shown) {
    // The JDK is always there.
  }

  @Override
  public boolean exists() {
    return Files.exists(path);
  }

  @Override
  public boolean isFolder() {
    return Files.isDirectory(path);
  }

  @Override
  public List<Location> list() throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      return entries.<Location>map(LocalLocation::new).toList();
    }
  }

  @Override
  public InputStream read() throws IOException {
    return Files.newInputStream(path);
  }

  @Override
  public OutputStream write() throws IOException {
    return Files.newOutputStream(path);
  }

  @Override
  public void createFolders() throws IOException {
    // The JDK makes no folder where a symbolic link to one is.
    if (!Files.isDirectory(path)) {
      Files.createDirectories(path);
    }
  }

  @Override
  public void moveTo(Location target) throws IOException {
    Files.move(path, ((LocalLocation) target).path);
  }

  @Override
  public long freeBytes() throws IOException {
    Path there = path.toAbsolutePath().normalize();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    return Files.getFileStore(there).getUsableSpace();
  }

  @Override
  public void delete() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path one : all) {
      Files.delete(one);
    }
  }

  @Override
  public Optional<FolderLock> lock() throws IOException {
    return LocalLock.take(path);
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
