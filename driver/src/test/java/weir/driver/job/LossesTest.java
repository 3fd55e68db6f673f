package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.junit.jupiter.api.Test;

class LossesTest {
  @Test
  void thoseThatGoTogetherAreToldTogether() throws InterruptedException {
    Losses losses = new Losses();
    losses.onExecutorRemoved(new SparkListenerExecutorRemoved(1, "0", "exited with code 137"));
    losses.onExecutorRemoved(new SparkListenerExecutorRemoved(1, "3", "host is gone"));
    assertThat(losses.next())
        .containsExactly(
            new Losses.Loss("0", "exited with code 137"), new Losses.Loss("3", "host is gone"));
    assertThat(losses.next()).isEmpty();
  }
}
