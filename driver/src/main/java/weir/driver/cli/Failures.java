package weir.driver.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.UnmatchedArgumentException;
import weir.driver.UserInputException;

/** Turns what went wrong into one line on standard error and an exit code. */
final class Failures
    implements CommandLine.IParameterExceptionHandler, CommandLine.IExecutionExceptionHandler {
  /** The user's input cannot be used. */
  static final int USERS_INPUT = 2;

  /** Anything else that goes wrong. */
  static final int OTHER = 1;

  private final Interruption interruption;

  Failures(Interruption interruption) {
    this.interruption = interruption;
  }

  @Override
  public int handleParseException(CommandLine.ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String hint = "";
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      hint = "; did you mean " + String.join(" or ", unmatched.getSuggestions()) + "?";
    }
    String help = "; see " + command.getCommandSpec().qualifiedName(" ") + " --help";
    say(command, firstLine(e.getMessage()) + (hint.isEmpty() ? help : hint));
    return USERS_INPUT;
  }

  @Override
  public int handleExecutionException(
      Exception e, CommandLine command, CommandLine.ParseResult result) {
    if (interruption.asked()) {
      return OTHER; // what stopping broke is no news
    }
    UserInputException input = caused(e, UserInputException.class);
    String hint = verbose(command) ? "" : input == null ? "; --verbose shows where" : "";
    say(command, (input == null ? describe(e) : firstLine(input.getMessage())) + hint);
    if (verbose(command)) {
      e.printStackTrace(command.getErr());
    }
    return input == null ? OTHER : USERS_INPUT;
  }

  /** What is to blame may lie below: a task of Spark's that could not read a row. */
  private static <E extends Throwable> E caused(Throwable thrown, Class<E> type) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return type.cast(cause);
      }
    }
    return null;
  }

  private static String describe(Throwable thrown) {
    String message = thrown.getMessage();
    String name = thrown.getClass().getSimpleName();
    // What Weir throws says all that there is to say.
    String kind = thrown.getClass().getName().startsWith("weir.") ? "" : name + ": ";
    return MemoryErrors.line(thrown)
        .orElse(message == null || message.isBlank() ? name : kind + firstLine(message));
  }

  private static String firstLine(String message) {
    return message.strip().lines().findFirst().orElse("");
  }

  private static boolean verbose(CommandLine command) {
    Object root = command.getCommandSpec().root().userObject();
    return root instanceof WeirCommand weir && weir.verbose;
  }

  private static void say(CommandLine command, String line) {
    PrintWriter err = command.getErr();
    err.println("weir: " + line);
    err.flush();
  }
}
