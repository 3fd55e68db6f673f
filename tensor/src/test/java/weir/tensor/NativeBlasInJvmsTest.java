package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.ludovic.netlib.blas.NativeBLAS;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library is found in JVMs that are not as tidy as this one. */
class NativeBlasInJvmsTest {
  @TempDir Path folder;

  /** Prints what was found, a product, the bits of a larger one: {@code library 1 11.0 bits}. */
  static final class Program {
    private Program() {}

    public static void main(String[] arguments) {
      List<String> told = List.of(arguments);
      if (told.contains("early")) {
        failAsMllibDoes();
      }
      float[] c = new float[1];
      float[] a = {1, 2};
      float[] b = {3, 4};
      Blas blas;
      try {
        blas = Blas.get();
      } catch (IllegalStateException e) {
        System.out.println(e.getMessage());
        return;
      }
      blas.sgemm(false, false, 1, 1, 2, 1, a, 0, 2, b, 0, 1, 0, c, 0, 1);
      BlasInfo info = blas.info();
      System.out.println(
          info.library() + " " + info.threads() + " " + c[0] + " " + bitsOfProduct(blas));
      if (told.contains("halt")) {
        Runtime.getRuntime().halt(0);
      }
    }

    /** Without a BLAS on the system the first user fails, and netlib remembers. */
    private static void failAsMllibDoes() {
      try {
        NativeBLAS.getInstance();
        System.out.println("this system has a BLAS of its own");
      } catch (RuntimeException expected) {
        System.out.println("MLlib has failed");
      }
    }
  }

  /** Sums of 784 products: libraries that add in another order come to other bits. */
  private static int bitsOfProduct(Blas blas) {
    float[] a = new float[32 * 784];
    for (int index = 0; index < a.length; index++) {
      a[index] = (float) Math.sin(index);
    }
    float[] c = new float[32 * 32];
    blas.sgemm(false, true, 32, 32, 784, 1, a, 0, 784, a, 0, 784, 0, c, 0, 32);
    return Arrays.hashCode(c);
  }

  @BeforeAll
  static void onlyWhereTheLibraryExists() {
    assumeThat(Blas.get().info().library()).isEqualTo("OpenBLAS");
  }

  private static String openBlas() {
    return "OpenBLAS 1 11.0 " + bitsOfProduct(Blas.get());
  }

  @Test
  void worksAfterAnotherUserOfNetlibHasFailed() throws Exception {
    List<String> lines =
        finish(start(List.of(), "-Ddev.ludovic.netlib.blas.nativeLibPath=/none", "early"));
    assertThat(lines).containsExactly("MLlib has failed", openBlas());
  }

  /** Strong where the system has a BLAS: netlib would ask that one, whatever path it is told. */
  @Test
  void computesWithItsOwnLibraryAfterAnotherUserOfNetlibHasLoadedTheSystems() throws Exception {
    assertThat(finish(start(List.of(), "-Xmx64m", "early"))).hasSize(2).contains(openBlas());
  }

  @Test
  void severalJvmsMayExtractAtOnceWithoutAHome() throws Exception {
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      List<String> options =
          List.of("-Duser.home=/proc/none", "-Djava.io.tmpdir=" + folder.toAbsolutePath());
      processes.add(start(options, "-Xmx64m", null));
    }
    for (Process process : processes) {
      assertThat(finish(process)).containsExactly(openBlas());
    }
    try (var files = Files.walk(folder)) {
      assertThat(files.filter(file -> file.endsWith("libopenblas_nolapack.so.0"))).hasSize(1);
    }
  }

  @Test
  void aJvmThatIsKilledLeavesNothingInTheTemporaryFolder() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    List<String> options = List.of("-Djava.io.tmpdir=" + temporary.toAbsolutePath());
    assertThat(finish(start(options, "-Xmx64m", "halt"))).containsExactly(openBlas());
    assertThat(temporary).isEmptyDirectory();
    assertThat(finish(start(options, "-Dweir.blas=native", "early"))).contains(openBlas());
    assertThat(temporary).as("an orderly end").isEmptyDirectory();
  }

  @Test
  void theTwinCanBeAskedFor() throws Exception {
    assertThat(finish(start(List.of("-Dweir.blas=java"), "-Xmx64m", null)))
        .containsExactly("Java 1 11.0 " + bitsOfProduct(new JavaBlas()));
  }

  @Test
  void anotherKernelFamilyThanAskedForIsAnErrorThatSaysWhatToDo() throws Exception {
    assertThat(finish(start(List.of("-Dweir.blasCore=Babbage"), "-Xmx64m", null)))
        .singleElement()
        .asString()
        .contains("expected: weir.blasCore=Babbage", "OPENBLAS_CORETYPE=Babbage");
  }

  private Process start(List<String> options, String option, String argument) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of(option, "-cp", System.getProperty("java.class.path"), Program.class.getName()));
    if (argument != null) {
      command.add(argument);
    }
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    return new ProcessBuilder(command).redirectError(errors.toFile()).start();
  }

  private static List<String> finish(Process process) throws IOException, InterruptedException {
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    return out.lines().toList();
  }
}
