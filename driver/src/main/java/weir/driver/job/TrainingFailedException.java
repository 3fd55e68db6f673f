package weir.driver.job;

/** A training that could not go on, and it is not the user's input that is to blame. */
public final class TrainingFailedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public TrainingFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
