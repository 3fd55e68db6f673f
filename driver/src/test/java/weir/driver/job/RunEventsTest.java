package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.report.Report.Recovery;
import weir.driver.report.TrainingListener;

class RunEventsTest {
  private final List<Recovery> told = new ArrayList<>();
  private final TrainingListener listener =
      new TrainingListener() {
        @Override
        public void recovered(Recovery recovery) {
          told.add(recovery);
        }
      };
  private long nanos = 1;
  private final RunEvents events = new RunEvents(listener, null, () -> nanos);

  private void at(double seconds) {
    nanos = 1 + Math.round(seconds * 1e9);
  }

  @Test
  void everyLossIsARecoveryOnceTheWorkersAreBack() {
    events.greeted();
    at(2);
    events.lost(563, "executor lost", "worker 1 on executor 0", nanos);
    at(5);
    events.lost(563, "hello of worker 0: no answer", "a worker", nanos);
    assertThat(events.recoveries()).isEmpty();
    at(6);
    events.greeted();
    assertThat(events.recoveries())
        .containsExactly(
            new Recovery(563, "executor lost", "worker 1 on executor 0", 4),
            new Recovery(563, "hello of worker 0: no answer", "a worker", 1));
    events.greeted();
    assertThat(told).isEqualTo(events.recoveries());
  }
}
