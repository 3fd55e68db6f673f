package weir.driver.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import weir.driver.UserInputException;
import weir.driver.files.Location;

class RunFolderTest {
  @TempDir Path folder;

  @Test
  void aRunThatIsKeptGetsItsNameAtOnce() throws IOException {
    Path output = folder.resolve("runs/one");
    write(output, "first", false);

    assertThat(output.resolve("model")).hasContent("first");
    assertThat(Files.list(folder.resolve("runs"))).containsExactly(output);
    assertThat(output.resolve(".lock")).doesNotExist();
  }

  @Test
  void aRunThatIsNotKeptLeavesNothing() throws IOException {
    Path output = folder.resolve("one");
    try (RunFolder run = RunFolder.claim(Location.of(output), false)) {
      run.path().resolve("half").writeText("x");
      assertThat(output).doesNotExist();
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void anEarlierRunIsNotOverwrittenUnasked() throws IOException {
    Path output = folder.resolve("one");
    write(output, "first", false);

    assertThatThrownBy(() -> RunFolder.claim(Location.of(output), false))
        .isInstanceOf(UserInputException.class)
        .hasMessage("output=" + output + " holds an earlier run; add --overwrite or set output");
    assertThat(output.resolve("model")).hasContent("first");

    write(output, "second", true);
    assertThat(output.resolve("model")).hasContent("second");
    assertThat(Files.list(folder)).containsExactly(output);
  }

  @Test
  void aFailedRunLeavesTheEarlierOneAsItWas() throws IOException {
    Path output = folder.resolve("one");
    write(output, "first", false);
    RunFolder.claim(Location.of(output), true).close();

    assertThat(output.resolve("model")).hasContent("first");
  }

  @Test
  void filesThatNoRunWroteAreNeverOverwritten() throws IOException {
    Path output = Files.createDirectory(folder.resolve("home"));
    Files.writeString(output.resolve("letter.txt"), "dear");

    assertThatThrownBy(() -> RunFolder.claim(Location.of(output), true))
        .hasMessageContaining("holds files that no run wrote");
  }

  @Test
  void anEmptyFolderIsFree() throws IOException {
    Path output = Files.createDirectory(folder.resolve("empty"));
    write(output, "first", false);
    assertThat(output.resolve("model")).hasContent("first");
  }

  @Test
  void twoRunsAtOnceAreKeptApart() throws IOException {
    Path output = folder.resolve("one");
    try (RunFolder first = RunFolder.claim(Location.of(output), false)) {
      first.path().resolve("mine").writeText("x");
      assertThatThrownBy(() -> RunFolder.claim(Location.of(output), false))
          .isInstanceOf(UserInputException.class)
          .hasMessageContaining("is being written by another run");
      assertThat(first.path().resolve("mine").exists()).isTrue();
    }
  }

  @Test
  void whatAKilledRunLeftIsCleared() throws IOException {
    Path output = folder.resolve("one");
    Path left = Files.createDirectories(folder.resolve("one.running/deep"));
    Files.writeString(left.resolve("half"), "x");
    try (RunFolder run = RunFolder.claim(Location.of(output), false)) {
      assertThat(left).doesNotExist();
      assertThat(run.path().exists()).isTrue();
    }
  }

  private static void write(Path output, String content, boolean overwrite) throws IOException {
    try (RunFolder run = RunFolder.claim(Location.of(output), overwrite)) {
      run.path().resolve("model").writeText(content);
      run.path().resolve(ReportJson.FILE).writeText("{}");
      run.keep();
    }
  }
}
