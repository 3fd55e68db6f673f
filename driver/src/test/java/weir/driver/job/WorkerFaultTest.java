package weir.driver.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.TaskKilledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import weir.driver.UserInputException;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

class WorkerFaultTest {
  @Test
  void aTaskThatSparkKillsAsAnotherWasLostHasNoFault() {
    assertThat(WorkerFault.of(new TaskKilledException("Stage cancelled"), false)).isEmpty();
    assertThat(WorkerFault.of(new IllegalStateException("closed by interrupt"), true)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      names = {"BAD_REQUEST", "INCOMPATIBLE", "INTERNAL"})
  void whatAServerWouldRefuseAgainIsAFault(Code code) {
    assertThat(WorkerFault.of(new ParameterException(code, "no"), false))
        .contains(new WorkerFault(FailureKind.FAULT, "no"));
  }

  @ParameterizedTest
  @EnumSource(
      value = Code.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"BAD_REQUEST", "INCOMPATIBLE", "INTERNAL"})
  void aServerOrWorkerThatIsGoneIsALoss(Code code) {
    assertThat(WorkerFault.of(new ParameterException(code, "gone"), false)).isEmpty();
  }

  @Test
  void theUsersInputIsFoundBelowAndADefectNamesItself() {
    UserInputException input = new UserInputException("rows.csv is gone");
    assertThat(WorkerFault.of(new IllegalStateException("task", input), false))
        .contains(new WorkerFault(FailureKind.USERS_INPUT, "rows.csv is gone"));
    assertThat(WorkerFault.of(new IllegalStateException("index 7"), false))
        .contains(new WorkerFault(FailureKind.FAULT, "java.lang.IllegalStateException: index 7"));
  }
}
