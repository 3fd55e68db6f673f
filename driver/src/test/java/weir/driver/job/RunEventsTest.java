package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import weir.driver.report.Report.Recovery;
import weir.driver.report.TrainingListener;
import weir.driver.supervise.Action;

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
    events.began(0);
    at(6);
    events.recovered(new Action.Recovered(563, "executor lost", "worker 1 on executor 0", 7), 4000);
    assertThat(events.recoveries())
        .containsExactly(new Recovery(563, "executor lost", "worker 1 on executor 0", 4));
    assertThat(told).isEqualTo(events.recoveries());
    assertThat(events.firstStepNanos()).isEqualTo(1);
  }
}
