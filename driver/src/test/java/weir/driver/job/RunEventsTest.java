package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import weir.driver.report.TrainingListener;

class RunEventsTest {
  private long nanos = 1;
  private final RunEvents events = new RunEvents(new TrainingListener() {}, null, () -> nanos);

  private void at(double seconds) {
    nanos = 1 + Math.round(seconds * 1e9);
  }

  @Test
  void anEpochLastsFromTheEndOfTheOneBefore() {
    events.began(0);
    at(6);
    assertThat(events.epochSeconds()).isEqualTo(6);
    events.began(7); // after a loss
    at(10);
    assertThat(events.epochSeconds()).isEqualTo(4);
    assertThat(events.firstStepNanos()).isEqualTo(1);
  }
}
