package weir.driver;

/**
 * The user's input cannot be used: a bad option, file or value. The message is the one line that
 * the user reads; it names the thing, its value, what was expected and what to set. The command
 * line ends with exit code 2.
 */
public final class UserInputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With the one line for the user. */
  public UserInputException(String message) {
    super(message);
  }

  /** With the one line for the user, and what {@code --verbose} shows below it. */
  public UserInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
