package weir.driver.config.text;

/**
 * Where a value was written.
 *
 * @param source file name, or what stands for the command line
 * @param line from 1; 0 where there are no lines
 */
record Origin(String source, int line) {
  static final Origin COMMAND_LINE = new Origin("command line", 0);

  /** True when {@code message} begins with an origin. */
  static boolean leads(String message) {
    return message.startsWith(COMMAND_LINE + ": ") || message.matches("(?s)\\S+:[0-9]+: .*");
  }

  @Override
  public String toString() {
    return line == 0 ? source : source + ":" + line;
  }
}
