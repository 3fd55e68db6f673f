package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CausesTest {
  /** As Spark tells of a barrier stage, one of whose tasks has failed. */
  private static final String BARRIER =
      "Job aborted due to stage failure: Could not recover from a failed barrier ResultStage."
          + " Most recent failure reason: Stage failed because barrier task ResultTask(10, 0)"
          + " finished unsuccessfully.";

  @Test
  void ofABarrierStageWhatItsTaskMetWith() {
    String told =
        BARRIER
            + "\nweir.proto.client.ParameterException: hello of worker 0: no answer for 73.8 s\n"
            + "\tat weir.proto.client.RemoteCoordinatorClient.ask(RemoteCoordinatorClient.java:97)";
    assertThat(Causes.root(new IllegalStateException(told)))
        .isEqualTo("ParameterException: hello of worker 0: no answer for 73.8 s");
    assertThat(Causes.root(new IllegalStateException(BARRIER + "\nTaskKilled (Stage finished)")))
        .isEqualTo("TaskKilled (Stage finished)");
    assertThat(Causes.root(new IllegalStateException(BARRIER))).isEqualTo(BARRIER);
  }

  @Test
  void elseTheInnermostMessageInOneLineThatIsNotTooLong() {
    var inner = new IllegalArgumentException("units=0\n\tat weir");
    assertThat(Causes.root(new IllegalStateException("outer", inner))).isEqualTo("units=0");
    assertThat(Causes.root(new IllegalStateException("x".repeat(400)))).hasSize(302).endsWith(" …");
  }
}
