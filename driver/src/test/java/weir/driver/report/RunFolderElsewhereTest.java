package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.files.Location;
import weir.driver.files.SecondRoot;

/** What holds of a run folder on this machine holds on a file system of Hadoop's. */
class RunFolderElsewhereTest {
  @TempDir Path folder;

  private void write(Location output, String content, boolean overwrite) throws IOException {
    try (RunFolder run = RunFolder.claim(output, overwrite)) {
      run.path().resolve("model").writeText(content);
      run.path().resolve(ReportJson.FILE).writeText("{}");
      assertThat(output.exists()).isEqualTo(overwrite);
      run.keep();
    }
  }

  @Test
  void aRunIsThereWholeOrNotAtAll() throws IOException {
    Location root = Location.of(SecondRoot.at(folder));
    Location output = root.resolve("runs/one");
    RunFolder.claim(output, false).close();
    assertThat(folder).isEmptyDirectory();

    write(output, "first", false);
    assertThat(folder.resolve("runs/one/model")).hasContent("first");
    assertThatThrownBy(() -> RunFolder.claim(output, false))
        .isInstanceOf(UserInputException.class)
        .hasMessageContaining("holds an earlier run; add --overwrite");
    write(output, "second", true);
    assertThat(output.list())
        .extracting(Location::name)
        .containsExactlyInAnyOrder("model", ReportJson.FILE);
    assertThat(output.resolve("model").readText()).isEqualTo("second");
    assertThat(root.resolve("runs").list()).hasSize(1);
  }

  @Test
  void whatAKilledRunLeftIsCleared() throws IOException {
    Path left = Files.createDirectories(folder.resolve("one.running/deep"));
    Files.writeString(left.resolve("half"), "x");
    Path lock = Files.createFile(folder.resolve("one.running/.lock-killed"));
    Files.setLastModifiedTime(lock, FileTime.fromMillis(1000));
    write(Location.of(SecondRoot.at(folder)).resolve("one"), "next", false);
    try (var entries = Files.list(folder)) {
      assertThat(entries.map(path -> path.getFileName().toString())).containsExactly("one");
    }
  }
}
