package weir.driver.job;

import java.util.Optional;
import org.apache.spark.TaskKilledException;
import weir.driver.TaskMemory;
import weir.driver.UserInputException;
import weir.proto.client.CoordinatorClient.FailureKind;
import weir.proto.client.ParameterException;
import weir.proto.client.ParameterException.Code;

/** What a worker fails with and would fail with again, whoever tries. */
record WorkerFault(FailureKind kind, String text) {

  /**
   * The fault in a failure; empty for a part of the cluster that failed, here or elsewhere.
   *
   * @param killed whether Spark wants the task to end: what breaks then is no fault of its own
   */
  static Optional<WorkerFault> of(RuntimeException failure, boolean killed) {
    if (killed
        || failure instanceof TaskKilledException
        || failure instanceof ParameterException reply && ofALoss(reply.code())) {
      return Optional.empty();
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UserInputException input) {
        return Optional.of(new WorkerFault(FailureKind.USERS_INPUT, input.getMessage()));
      }
    }
    boolean oneLine =
        failure instanceof TaskMemory.ExhaustedException || failure instanceof ParameterException;
    String text = oneLine ? failure.getMessage() : failure.toString();
    return Optional.of(new WorkerFault(FailureKind.FAULT, text));
  }

  private static boolean ofALoss(Code code) {
    return switch (code) {
      case CONNECTION,
          DEADLINE,
          MISSING_CONTRIBUTIONS,
          STALE_STEP,
          STALE_INCARNATION,
          BAD_FRAME,
          INTERRUPTED ->
          true;
      case BAD_REQUEST, INCOMPATIBLE, INTERNAL -> false;
    };
  }
}
