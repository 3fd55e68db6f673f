package weir.driver.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskTest {
  @Test
  void saysWhyInOneLine() {
    assertThat(Disk.reason(new IOException("No space left on device\nat 3")))
        .isEqualTo("No space left on device");
    assertThat(Disk.reason(new FileSystemException("/a", null, "Not a directory")))
        .isEqualTo("Not a directory");
    assertThat(Disk.reason(new NoSuchFileException("/a"))).isEqualTo("NoSuchFileException: /a");
    assertThat(Disk.reason(new EOFException())).isEqualTo("EOFException");
  }

  @Test
  void saysHowMuchIsFreeWhereAFileWouldLie(@TempDir Path folder) throws IOException {
    assertThat(Disk.room(Location.of(folder.resolve("not/yet/there")), 12_345))
        .matches("12,345 bytes needed, [\\d,]+ free");
    assertThat(Disk.room(Location.of(SecondRoot.at(folder)).resolve("x"), 12_345))
        .as("a view does not tell")
        .isEqualTo("12,345 bytes needed");
  }
}
