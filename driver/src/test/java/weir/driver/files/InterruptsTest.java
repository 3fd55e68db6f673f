package weir.driver.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  @Test
  void anInterruptWaitsUntilTheActionHasEnded() throws IOException {
    Thread caller = Thread.currentThread();
    var calm = new AtomicBoolean();
    caller.interrupt();
    Interrupts.later(
        () -> {
          caller.interrupt();
          calm.set(!Thread.currentThread().isInterrupted());
        });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(calm).isTrue();
  }

  @Test
  void aFailureIsTheCallers() {
    assertThatThrownBy(
            () ->
                Interrupts.later(
                    () -> {
                      throw new FileNotFoundException("x");
                    }))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessage("x");
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }
}
