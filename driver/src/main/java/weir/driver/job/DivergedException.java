package weir.driver.job;

import weir.driver.UserInputException;

/** The loss is no number any more. The message is the one line that the user reads. */
final class DivergedException extends RuntimeException {
  private static final long serialVersionUID = 1;

  DivergedException(String message, Throwable cause) {
    super(message, cause);
  }

  /** For the user, who must mend something; with {@code advice}. */
  UserInputException told(String advice) {
    return new UserInputException(getMessage() + advice, this);
  }
}
