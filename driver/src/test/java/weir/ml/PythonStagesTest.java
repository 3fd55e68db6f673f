package weir.ml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonStagesTest {
  private static final Path PYTHON = Path.of(System.getProperty("weir.root"), "python");

  /** With {@code -Dweir.docs=write} the module is written instead of compared. */
  private static final boolean WRITE = "write".equals(System.getProperty("weir.docs"));

  @Test
  void theModuleIsMadeFromTheParams() throws IOException {
    Path module = PYTHON.resolve("weir/ml/__init__.py");
    if (WRITE) {
      Files.createDirectories(module.getParent());
      Files.writeString(module, PythonStages.module());
    }
    assertThat(module)
        .as("stale? mvn -pl driver -am test -Dtest=PythonStagesTest -Dweir.docs=write")
        .hasContent(PythonStages.module());
  }

  @Test
  void pythonReadsTheModule(@TempDir Path folder) throws Exception {
    Assumptions.assumeThat(Files.isExecutable(Path.of("/usr/bin/python3")))
        .withFailMessage("skipped: no python3")
        .isTrue();
    for (String file : List.of("weir/__init__.py", "weir/ml/__init__.py")) {
      String check = "import ast, sys; ast.parse(open(sys.argv[1]).read())";
      Path log = folder.resolve("log");
      Process python =
          new ProcessBuilder("/usr/bin/python3", "-c", check, PYTHON.resolve(file).toString())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      assertThat(python.waitFor()).as(Files.readString(log)).isZero();
    }
  }
}
