package weir.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class TaskMemoryTest {

  @Test
  void aMemoryErrorBecomesOneLineThatSparkDoesNotEndTheJvmFor() {
    assertThatThrownBy(
            () ->
                TaskMemory.guard(
                    () -> {
                      throw new OutOfMemoryError("Java heap space");
                    }))
        .isInstanceOf(TaskMemory.ExhaustedException.class)
        .hasNoCause()
        .hasMessageMatching(
            "out of memory \\(Java heap space; the heap is [\\d,]+ MiB\\); set train.batchSize"
                + " lower or train.accumulate higher, or .*");
  }

  @Test
  void allElsePasses() throws Exception {
    assertThat(TaskMemory.guard(() -> 7)).isEqualTo(7);
    assertThatThrownBy(
            () ->
                TaskMemory.guard(
                    () -> {
                      throw new IOException("gone");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("gone");
  }
}
