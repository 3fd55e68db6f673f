package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElfSymbolsTest {
  @TempDir Path folder;

  @Test
  void findsWhatTheLinkerFound() throws IOException {
    assumeThat(Blas.get().info().library()).isEqualTo("OpenBLAS");
    Path library = OpenBlasLibrary.load().path();
    ElfSymbols symbols = ElfSymbols.read(library);
    long start = ProcessMap.read().start(library.toString());
    for (String name : new String[] {"gotoblas", "openblas_set_num_threads"}) {
      assertThat(start + symbols.offset(name)).isEqualTo(Loader.addressof(name).address());
    }
    assertThatThrownBy(() -> symbols.offset("sgemm_of_nobody"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("sgemm_of_nobody");
  }

  @Test
  void refusesWhatIsNotALibrary() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("text.so"), "no library but more than 64 bytes ".repeat(3));
    assertThatThrownBy(() -> ElfSymbols.read(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("text.so is not");
  }
}
