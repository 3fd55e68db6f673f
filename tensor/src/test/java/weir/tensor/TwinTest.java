package weir.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TwinTest {
  @Test
  void vectorsAreChosenWhereTheModuleIs() {
    assertThat(Twins.of(Elementwise.EXP)).isInstanceOf(Warming.class);
    assertThat(Twins.describe()).startsWith("vector (");
  }

  @Test
  void theVectorTwinTakesOverWhenItIsCompiled() {
    for (Elementwise function : List.of(Elementwise.EXP, Elementwise.GELU_BACKWARD)) {
      Warming<Sweep> sweep = (Warming<Sweep>) Twins.of(function);
      assertThat(sweep.isWarm()).isFalse();
      sweep.warm();
      assertThat(sweep.isWarm()).as(function.name()).isTrue();
    }
  }

  @Test
  void aKernelIsWarmedOnceItWasAskedForOften() {
    List<Runnable> queue = new ArrayList<>();
    Sweep scalar = ScalarSweeps.of(Elementwise.ADD);
    Sweep vector = VectorSweeps.of(Elementwise.ADD);
    var sweep = new Warming<>("add", scalar, vector, kernel -> {}, queue::add);
    for (int call = 1; call < Warming.ENOUGH; call++) {
      assertThat(sweep.get()).isSameAs(scalar);
    }
    assertThat(queue).as("called seldom").isEmpty();
    for (int call = 0; call < 2 * Warming.ENOUGH; call++) {
      sweep.get();
    }
    assertThat(queue).as("called often").hasSize(1);
  }

  @Test
  void givesTheSameBitsColdWarmAndScalar() throws Exception {
    long warm = 0;
    for (int round = 0; round < 60; round++) {
      warm = TwinProbe.vectorHash();
    }
    assertThat(warm).as("vector, warm").isEqualTo(TwinProbe.scalarHash());
    assertThat(inFreshJvm("vector", "-Xint")).as("vector, interpreted").isEqualTo(warm);
    assertThat(inFreshJvm("scalar", "-Xint")).as("scalar, interpreted").isEqualTo(warm);
    assertThat(inFreshJvm("vector", "-XX:UseAVX=2")).as("vector, 8 lanes").isEqualTo(warm);
  }

  private static long inFreshJvm(String twin, String flag)
      throws IOException, InterruptedException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        List.of(
            java,
            "--add-modules=jdk.incubator.vector",
            "-XX:+IgnoreUnrecognizedVMOptions",
            flag,
            "-cp",
            System.getProperty("java.class.path"),
            TwinProbe.class.getName(),
            twin);
    File errors = File.createTempFile("twin-probe", ".txt");
    errors.deleteOnExit();
    Process process = new ProcessBuilder(command).redirectError(errors).start();
    String out =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as("%s: %s", command, out).isZero();
    return Long.parseLong(out);
  }
}
